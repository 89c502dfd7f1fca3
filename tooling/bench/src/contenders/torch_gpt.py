"""Training steps of a GPT in PyTorch: fused Adam, gradients set to none."""
import torch
import torch.nn.functional as F
from common_numbers import common_ids
from torch_gpt_model import Gpt, parameter_count
from torch_serving import DEVICE, SETTINGS, serve

sizes = SETTINGS["sizes"]
gpt = Gpt(**sizes).to(DEVICE)
optimizer = torch.optim.Adam(gpt.parameters(), lr=3e-4, fused=True)
shape = (SETTINGS["batch"], sizes["context"])
ids, targets = (common_ids(series, shape, sizes["vocabulary"]).to(DEVICE) for series in (1000, 1001))


def step():
    optimizer.zero_grad(set_to_none=True)
    loss = F.cross_entropy(gpt(ids).view(-1, sizes["vocabulary"]), targets.view(-1))
    loss.backward()
    optimizer.step()
    return loss.item()


serve(step, parameter_count(gpt))
