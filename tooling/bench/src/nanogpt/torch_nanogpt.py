"""nanoGPT (Karpathy 2022) with its setting for a CPU, on the characters of Moby-Dick: `torch_nanogpt.py TEXT FOLDER`.

Writes what the same training elsewhere needs (ids, where rows begin, the first weights under Figment's names), the loss of every step, and
the validation loss after the last.
"""
import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional as F

LAYERS, HEADS, WIDTH, BLOCK, BATCH, STEPS = 4, 4, 128, 64, 12, 2000
RATE, LEAST_RATE, WARM_UP = 1e-3, 1e-4, 100

folder = Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
torch.set_num_threads(1)
torch.manual_seed(1337)
text = Path(sys.argv[1]).read_text(encoding="utf8")
characters = sorted(set(text))
index = {character: i for i, character in enumerate(characters)}
ids = np.array([index[character] for character in text], np.uint16)
train, held_out = ids[: int(0.9 * len(ids))], ids[int(0.9 * len(ids)) :]
places = np.random.RandomState(1337).randint(len(train) - BLOCK, size=(STEPS, BATCH)).astype(np.int32)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(WIDTH, bias=False), nn.LayerNorm(WIDTH, bias=False)
        self.c_attn, self.c_proj = nn.Linear(WIDTH, 3 * WIDTH, bias=False), nn.Linear(WIDTH, WIDTH, bias=False)
        self.c_fc, self.mlp_c_proj = nn.Linear(WIDTH, 4 * WIDTH, bias=False), nn.Linear(4 * WIDTH, WIDTH, bias=False)

    def forward(self, x):
        b, t, c = x.shape
        q, k, v = (part.view(b, t, HEADS, c // HEADS).transpose(1, 2) for part in self.c_attn(self.ln_1(x)).split(c, 2))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.c_proj(y.transpose(1, 2).reshape(b, t, c))
        return x + self.mlp_c_proj(F.gelu(self.c_fc(self.ln_2(x))))


class Gpt(nn.Module):
    def __init__(self):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(len(characters), WIDTH), nn.Embedding(BLOCK, WIDTH)
        self.h, self.ln_f = nn.ModuleList([Block() for _ in range(LAYERS)]), nn.LayerNorm(WIDTH, bias=False)
        for name, weight in self.named_parameters():
            if weight.dim() > 1:
                nn.init.normal_(weight, std=0.02 / math.sqrt(2 * LAYERS) if name.endswith("c_proj.weight") else 0.02)

    def forward(self, ids):
        x = self.wte(ids) + self.wpe.weight[: ids.shape[1]]
        for block in self.h:
            x = block(x)
        return self.ln_f(x) @ self.wte.weight.T


def named_as_figment(model):
    """Matrices of maps are [in, out] there."""
    named = {"tokens.weight": model.wte.weight, "decoder.positions.weight": model.wpe.weight, "decoder.norm.weight": model.ln_f.weight}
    for i, block in enumerate(model.h):
        at = f"decoder.blocks.{i}."
        for name, part in zip(("query", "key", "value"), block.c_attn.weight.split(WIDTH)):
            named[f"{at}attention.{name}.weight"] = part.T
        named[f"{at}attention.output.weight"] = block.c_proj.weight.T
        named[f"{at}feedForward.up.weight"] = block.c_fc.weight.T
        named[f"{at}feedForward.down.weight"] = block.mlp_c_proj.weight.T
        named[f"{at}attentionNorm.weight"], named[f"{at}feedForwardNorm.weight"] = block.ln_1.weight, block.ln_2.weight
    return {name: value.detach().clone().contiguous() for name, value in named.items()}


@torch.no_grad()
def validation_loss(model):
    rows = torch.from_numpy(held_out[: (len(held_out) - 1) // BLOCK * BLOCK].astype(np.int64)).view(-1, BLOCK)
    targets = torch.from_numpy(held_out[1 : rows.numel() + 1].astype(np.int64)).view(-1, BLOCK)
    return F.cross_entropy(torch.cat([model(part) for part in rows.split(128)]).flatten(0, 1), targets.flatten()).item()


model = Gpt()
ids.tofile(folder / "ids.u16")
places.tofile(folder / "places.i32")
save_file(named_as_figment(model), folder / "start.safetensors")
groups = [{"params": [p for p in model.parameters() if p.dim() > 1], "weight_decay": 0.1}, {"params": [p for p in model.parameters() if p.dim() < 2], "weight_decay": 0}]
optimizer = torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.99))
losses, started = [], time.time()
for step, rows in enumerate(places):
    cosine = 0.5 * (1 + math.cos(math.pi * (step - WARM_UP) / (STEPS - WARM_UP)))
    rate = RATE * (step + 1) / (WARM_UP + 1) if step < WARM_UP else LEAST_RATE + cosine * (RATE - LEAST_RATE)
    for group in optimizer.param_groups:
        group["lr"] = rate
    batch = torch.from_numpy(np.stack([train[i : i + BLOCK + 1] for i in rows]).astype(np.int64))
    loss = F.cross_entropy(model(batch[:, :-1]).flatten(0, 1), batch[:, 1:].flatten())
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    losses.append(loss.item())
result = {"torch": torch.__version__, "characters": len(characters), "trainLength": len(train), "losses": losses, "validationLoss": validation_loss(model), "seconds": round(time.time() - started, 1)}
(folder / "torch.json").write_text(json.dumps(result))
print(f"PyTorch {torch.__version__}: validation loss {result['validationLoss']:.4f} after {STEPS} steps, {result['seconds']} s")
