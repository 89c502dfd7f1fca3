"""A pipeline of Stable Diffusion's layout, of random weights, as diffusers saves it, and beside it a DiT: `make_diffusion.py FOLDER SIZES`."""
import json
import sys
from pathlib import Path

import torch
from diffusers import AutoencoderKL, DDIMScheduler, DiTTransformer2DModel, StableDiffusionPipeline, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

TOKENS = 77
folder, sizes = Path(sys.argv[1]), json.loads(sys.argv[2])
channels, heads, context = sizes["channels"], sizes["heads"], sizes["context"]
torch.manual_seed(1)


def clip_tokenizer():
    """CLIP's tokenizer without merges: each byte is a token, and each byte that ends a word."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in printable]
    letters = [chr(byte) for byte in printable] + [chr(256 + i) for i in range(len(others))]
    tokens = [*letters, *(f"{letter}</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    return CLIPTokenizer(vocab={token: i for i, token in enumerate(tokens)}, merges=[], model_max_length=TOKENS)


def filled(model):
    """Layers that begin at 0 would leave nothing to compare."""
    with torch.no_grad():
        for parameter in model.parameters():
            if not parameter.any():
                parameter.normal_(std=0.02)
    return model.eval()


coarser = ["CrossAttnDownBlock2D"] * (len(channels) - 1) + ["DownBlock2D"]
unet = UNet2DConditionModel(
    sample_size=sizes["size"], block_out_channels=channels, layers_per_block=1, attention_head_dim=heads, cross_attention_dim=context,
    down_block_types=coarser, up_block_types=[name.replace("Down", "Up") for name in reversed(coarser)],
)
vae = AutoencoderKL(
    block_out_channels=[32, 64], down_block_types=["DownEncoderBlock2D"] * 2, up_block_types=["UpDecoderBlock2D"] * 2, latent_channels=4, layers_per_block=1, sample_size=2 * sizes["size"],
)
tokenizer = clip_tokenizer()
text_encoder = CLIPTextModel(CLIPTextConfig(
    vocab_size=len(tokenizer), hidden_size=context, intermediate_size=4 * context, num_hidden_layers=4, num_attention_heads=heads, max_position_embeddings=TOKENS,
    bos_token_id=tokenizer.bos_token_id, eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.eos_token_id,
))
scheduler = DDIMScheduler(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", clip_sample=False, set_alpha_to_one=False, steps_offset=1)
StableDiffusionPipeline(
    unet=filled(unet), vae=filled(vae), text_encoder=filled(text_encoder), tokenizer=tokenizer, scheduler=scheduler, safety_checker=None, feature_extractor=None, requires_safety_checker=False,
).save_pretrained(folder)

dit = DiTTransformer2DModel(
    num_attention_heads=heads, attention_head_dim=sizes["width"] // heads, num_layers=sizes["layers"], sample_size=sizes["size"], in_channels=4, out_channels=4, num_embeds_ada_norm=sizes["classes"],
)
filled(dit).save_pretrained(folder / "dit")
