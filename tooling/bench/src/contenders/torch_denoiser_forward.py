"""What a denoiser of diffusers says of a batch."""
import torch
from torch_denoiser import predict, serve


@torch.inference_mode()
def forward():
    return predict().square().mean().item()


serve(forward)
