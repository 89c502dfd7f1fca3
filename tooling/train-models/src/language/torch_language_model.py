"""The language model that ships, trained by PyTorch on the same data, batches and steps: what its card is compared with.

python torch_language_model.py FOLDER, which export-tokens.ts has filled.
"""
import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

folder = Path(sys.argv[1])
settings = json.loads((folder / "settings.json").read_text())
width, layers, heads, context = (settings[name] for name in ("width", "layers", "heads", "context"))
texts = [
    {**text, "train": np.fromfile(folder / f"{text['name']}.train.u16", np.uint16).astype(np.int64), "heldOut": np.fromfile(folder / f"{text['name']}.held-out.u16", np.uint16).astype(np.int64)}
    for text in settings["texts"]
]
places = np.fromfile(folder / "places.i32", np.int32).reshape(-1, settings["batchSize"], 2)
torch.manual_seed(settings["seed"])


def rotary(x, cos, sin):
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention_norm, self.feed_forward_norm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.query_key_value, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x, cos, sin):
        batch, time_, _ = x.shape
        q, k, v = self.query_key_value(self.attention_norm(x)).view(batch, time_, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(rotary(q, cos, sin), rotary(k, cos, sin), v, is_causal=True)
        x = x + self.output(y.transpose(1, 2).reshape(batch, time_, width))
        return x + self.down(F.gelu(self.up(self.feed_forward_norm(x)), approximate="tanh"))


class Gpt(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens = nn.Embedding(settings["vocabulary"], width)
        self.blocks = nn.ModuleList([Block() for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        angles = torch.arange(context)[:, None] * 10_000.0 ** (-torch.arange(width // heads // 2) * 2 / (width // heads))
        self.register_buffer("cos", angles.cos())
        self.register_buffer("sin", angles.sin())
        for name, weight in self.named_parameters():
            if weight.dim() > 1:
                nn.init.normal_(weight, std=0.02 / math.sqrt(2 * layers) if "output" in name or "down" in name else 0.02)
            elif "norm" not in name:
                nn.init.zeros_(weight)

    def forward(self, ids):
        x = self.tokens(ids)
        cos, sin = self.cos[: ids.shape[1]], self.sin[: ids.shape[1]]
        for block in self.blocks:
            x = block(x, cos, sin)
        return self.norm(x) @ self.tokens.weight.T


def bits_per_byte(model):
    """Rows of `context` tokens, each from scratch, over all that is held out."""
    found = {}
    with torch.no_grad():
        for text in texts:
            ids = torch.from_numpy(text["heldOut"])
            rows = (len(ids) - 1) // context
            nats = 0.0
            for start in range(0, rows, 32):
                count = min(32, rows - start)
                x = ids[start * context : (start + count) * context].view(count, context)
                y = ids[start * context + 1 : (start + count) * context + 1].view(count, context)
                nats += F.cross_entropy(model(x).flatten(0, 1), y.flatten(), reduction="sum").item()
            share = rows * context / (len(ids) - 1)
            found[text["name"]] = round(nats / math.log(2) / (text["heldOutBytes"] * share), 4)
    return found


model = Gpt()
decayed = [p for p in model.parameters() if p.dim() > 1]
others = [p for p in model.parameters() if p.dim() <= 1]
optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": settings["weightDecay"]}, {"params": others, "weight_decay": 0}], lr=settings["learningRate"], betas=(0.9, 0.95), fused=True)
started, losses = time.time(), []
for step, rows in enumerate(places, 1):
    progress = (step - 1) / len(places)
    rate = settings["learningRate"] * min(1, step / 100) * (settings["finalRatio"] + (1 - settings["finalRatio"]) * (0.5 + 0.5 * math.cos(math.pi * progress)))
    for group in optimizer.param_groups:
        group["lr"] = rate
    batch = torch.from_numpy(np.stack([texts[text]["train"][start : start + context + 1] for text, start in rows]))
    loss = F.cross_entropy(model(batch[:, :-1]).flatten(0, 1), batch[:, 1:].flatten())
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    losses.append(loss.item())
    if step % 100 == 0:
        print(step, f"loss {np.mean(losses[-100:]):.4f}  {1000 * (time.time() - started) / step:.0f} ms a step", flush=True)
    if step % 1100 == 0:
        print(step, json.dumps(bits_per_byte(model)), flush=True)
result = {"parameters": sum(p.numel() for p in model.parameters()), "steps": len(places), "loss": round(float(np.mean(losses[-100:])), 4), "bitsPerByte": bits_per_byte(model), "torch": torch.__version__, "seconds": round(time.time() - started)}
(folder / "torch.json").write_text(json.dumps(result, indent=2))
print(json.dumps(result))
