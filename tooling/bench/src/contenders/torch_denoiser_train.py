"""Training steps of a denoiser of diffusers: fused AdamW, gradients set to none."""
import torch
import torch.nn.functional as F
from torch_denoiser import denoiser, noise, predict, serve

optimizer = torch.optim.AdamW(denoiser.parameters(), lr=1e-4, weight_decay=1e-2, fused=True)


def step():
    optimizer.zero_grad(set_to_none=True)
    loss = F.mse_loss(predict(), noise)
    loss.backward()
    optimizer.step()
    return loss.item()


serve(step)
