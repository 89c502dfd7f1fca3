"""Makes clip-reference.json: a tiny text encoder of CLIP with a projection, and what it says. Needs torch and transformers."""
import base64, json
from pathlib import Path

import torch, transformers
from safetensors.torch import save
from transformers import CLIPTextConfig, CLIPTextModelWithProjection

torch.manual_seed(0)
config = CLIPTextConfig(vocab_size=12, hidden_size=8, intermediate_size=16, projection_dim=5, num_hidden_layers=2, num_attention_heads=2, max_position_embeddings=8,
                        hidden_act="quick_gelu", bos_token_id=10, eos_token_id=9, pad_token_id=9)
model = CLIPTextModelWithProjection(config).eval()
with torch.no_grad():
    for parameter in model.parameters():
        parameter.copy_(torch.randn_like(parameter) * 0.3)
ids = torch.tensor([[10, 1, 2, 9, 9, 9], [10, 11, 9, 9, 9, 9]])
said = model(input_ids=ids)
legacy = CLIPTextModelWithProjection(CLIPTextConfig(**{**config.to_dict(), "eos_token_id": 2})).eval()
legacy.load_state_dict(model.state_dict())
weights = {name: tensor.contiguous() for name, tensor in model.state_dict().items()}
weights = {name if name.startswith("text_") else f"text_model.{name}": tensor for name, tensor in weights.items()}
Path(__file__).with_suffix(".json").write_text(json.dumps({
    "madeWith": f"transformers {transformers.__version__}, torch {torch.__version__}",
    "config": {**config.to_dict(), "architectures": ["CLIPTextModelWithProjection"]},
    "weights": base64.b64encode(save(weights)).decode(),
    "ids": ids.tolist(),
    "states": said.last_hidden_state.flatten().tolist(),
    "pooled": said.text_embeds.flatten().tolist(),
    "pooledAtHighest": legacy(input_ids=ids).text_embeds.flatten().tolist(),
}))
