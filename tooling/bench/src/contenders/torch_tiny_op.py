"""Sums of two small tensors, each freed at once."""
import torch
from torch_serving import DEVICE, SETTINGS, serve

a, b = torch.tensor([[1.0, 2.0], [3.0, 4.0]], device=DEVICE), torch.tensor([[10.0, 20.0], [30.0, 40.0]], device=DEVICE)


def add():
    for _ in range(SETTINGS["operations"]):
        a + b


serve(add)
