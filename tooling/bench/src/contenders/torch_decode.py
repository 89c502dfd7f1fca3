"""Greedy decoding in eager PyTorch with caches of keys and values: each token is read, as an application that shows it would."""
import torch
from torch_gpt_model import Gpt, parameter_count
from torch_serving import DEVICE, SETTINGS, serve

sizes = SETTINGS["sizes"]
gpt = Gpt(**sizes).to(DEVICE).eval()
cache_shape = (1, sizes["heads"], sizes["context"], sizes["width"] // sizes["heads"])


@torch.inference_mode()
def decode():
    caches = [(torch.zeros(cache_shape, device=DEVICE), torch.zeros(cache_shape, device=DEVICE)) for _ in gpt.blocks]
    token, total = 1, 0
    for at in range(SETTINGS["tokens"]):
        token = gpt(torch.tensor([[token]], device=DEVICE), caches, at).argmax().item()
        total += token
    return total


serve(decode, parameter_count(gpt))
