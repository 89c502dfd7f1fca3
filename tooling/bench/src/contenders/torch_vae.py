"""A training step of the emoji VAE in PyTorch, as one would write it: the same network, loss, clipping, AdamW and moving average."""
import torch
from torch_serving import SETTINGS, serve
from torch import nn

torch.manual_seed(7)
BATCH, SIZE, LATENT, NARROW, WIDE = SETTINGS["batch"], 32, 4, 48, 96


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.body = nn.Sequential(
            nn.GroupNorm(8, channels), nn.SiLU(), nn.Conv2d(channels, channels, 3, padding=1),
            nn.GroupNorm(8, channels), nn.SiLU(), nn.Conv2d(channels, channels, 3, padding=1),
        )

    def forward(self, x):
        return x + self.body(x)


encoder = nn.Sequential(
    nn.PixelUnshuffle(2), nn.Conv2d(12, NARROW, 3, padding=1), Residual(NARROW),
    nn.Conv2d(NARROW, WIDE, 3, 2, 1), Residual(WIDE), Residual(WIDE),
    nn.GroupNorm(8, WIDE), nn.SiLU(), nn.Conv2d(WIDE, 2 * LATENT, 1),
)
decoder = nn.Sequential(
    nn.Conv2d(LATENT, WIDE, 3, padding=1), Residual(WIDE), Residual(WIDE),
    nn.Upsample(scale_factor=2), nn.Conv2d(WIDE, NARROW, 3, padding=1), Residual(NARROW), Residual(NARROW),
    nn.GroupNorm(8, NARROW), nn.SiLU(), nn.Conv2d(NARROW, 12, 3, padding=1), nn.PixelShuffle(2),
)
parameters = [*encoder.parameters(), *decoder.parameters()]
averages = [p.detach().clone() for p in parameters]
optimizer = torch.optim.AdamW(parameters, lr=2e-3, betas=(0.9, 0.99), weight_decay=0.0)
images = torch.rand(BATCH, 3, SIZE, SIZE) * 2 - 1


def step():
    mean, log_variance = encoder(images).chunk(2, 1)
    log_variance = log_variance.clamp(-12, 4)
    latent = mean + torch.randn_like(mean) * (0.5 * log_variance).exp()
    kl = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum((1, 2, 3)).mean() / (3 * SIZE * SIZE)
    loss = (decoder(latent) - images).abs().mean() + 0.048 * kl
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(parameters, 1.0)
    optimizer.step()
    with torch.no_grad():
        for average, parameter in zip(averages, parameters):
            average.lerp_(parameter, 0.002)
    loss.item()


serve(step)
