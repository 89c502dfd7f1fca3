"""Training steps in transformers: fused Adam, gradients set to none."""
import torch
import torch.nn.functional as F
from common_numbers import common_ids
from torch_lm import model, serve
from torch_serving import DEVICE, SETTINGS

model.train()
optimizer = torch.optim.Adam(model.parameters(), lr=3e-4, fused=True)
vocabulary = model.config.vocab_size
ids, targets = (common_ids(series, (SETTINGS["batch"], SETTINGS["tokens"]), vocabulary).to(DEVICE) for series in (1000, 1001))


def step():
    optimizer.zero_grad(set_to_none=True)
    loss = F.cross_entropy(model(ids, use_cache=False).logits.view(-1, vocabulary), targets.view(-1))
    loss.backward()
    optimizer.step()
    return loss.item()


serve(step)
