"""Makes controlnet-reference.json: a tiny U-Net, a ControlNet that steers it, and what they say. Needs torch and diffusers."""
import base64, json
from pathlib import Path

import diffusers, torch
from diffusers import ControlNetModel, UNet2DConditionModel
from safetensors.torch import save

shared = dict(in_channels=2, block_out_channels=(2, 4), layers_per_block=1, down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
              cross_attention_dim=3, norm_num_groups=2, attention_head_dim=2)
control = ControlNetModel(conditioning_embedding_out_channels=(2, 3), **shared).eval()
unet = UNet2DConditionModel(sample_size=4, out_channels=2, up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"), **shared).eval()

generator = torch.Generator().manual_seed(0)
draw = lambda *shape: torch.randn(*shape, generator=generator)
for model in (control, unet):
    for parameter in model.parameters():
        parameter.data = draw(*parameter.shape) * 0.3
x, time, states, hint = draw(2, 2, 4, 4), torch.tensor([7, 600]), draw(2, 3, 3), torch.rand(2, 3, 8, 8, generator=generator)
with torch.no_grad():
    skips, mid = control(x, time, states, hint, return_dict=False)
    said = unet(x, time, states, down_block_additional_residuals=skips, mid_block_additional_residual=mid).sample

host = lambda value: {"shape": list(value.shape), "data": value.flatten().tolist()}
picture = lambda value: host(value.permute(0, 2, 3, 1))
folder = lambda model: {"config": {"_class_name": type(model).__name__, **dict(model.config)}, "weights": base64.b64encode(save(model.state_dict())).decode()}
Path(__file__).with_suffix(".json").write_text(json.dumps({
    "madeWith": f"diffusers {diffusers.__version__}, torch {torch.__version__}",
    "control": folder(control), "unet": folder(unet),
    "x": picture(x), "time": time.tolist(), "states": host(states), "hint": picture(hint),
    "residuals": [picture(each) for each in (*skips, mid)], "said": picture(said),
}) + "\n")
