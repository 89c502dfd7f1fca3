"""Training steps of the GAN of `figment-gan.ts` in PyTorch, as its people write it: channels-last, fused Adam, no gradients that are not needed."""
import torch
import torch.nn.functional as F
from common_numbers import CommonWeights, common_numbers, common_pictures
from torch_serving import DEVICE, SETTINGS, serve
from torch import nn
from torch_gpt_model import parameter_count

LATENT, WIDE, NARROW, START, LEVELS, MEMBERS = 64, 16, 32, 4, 3, 4
BATCH, SIZE = SETTINGS["batch"], SETTINGS["size"]


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        widths = [WIDE << level for level in reversed(range(LEVELS + 1))]
        self.input = nn.Linear(LATENT, START**2 * widths[0])
        body = []
        for inputs, outputs in zip(widths, widths[1:]):
            body += [nn.BatchNorm2d(inputs), nn.ReLU(), nn.Upsample(scale_factor=2), nn.Conv2d(inputs, outputs, 3, padding=1)]
        self.body = nn.Sequential(*body, nn.BatchNorm2d(WIDE), nn.ReLU(), nn.Conv2d(WIDE, 1, 3, padding=1), nn.Tanh())

    def forward(self, z):
        return self.body(self.input(z).view(len(z), START, START, -1).permute(0, 3, 1, 2))


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        widths = [1] + [NARROW << level for level in range(LEVELS)]
        self.body = nn.Sequential(*(layer for inputs, outputs in zip(widths, widths[1:]) for layer in (nn.Conv2d(inputs, outputs, 4, 2, 1), nn.LeakyReLU(0.2))))
        self.output = nn.Linear(START**2 * (widths[-1] + 1), 1)

    def forward(self, pictures):
        h = self.body(pictures)
        deviation = (h.unflatten(0, (MEMBERS, -1)).var(0, correction=0) + 1e-8).sqrt().mean((1, 2, 3))  # [members groups, C, H, W] -> [groups]
        h = torch.cat([h, deviation.repeat(MEMBERS).view(-1, 1, 1, 1).expand(-1, 1, *h.shape[2:])], 1)
        return self.output(h.permute(0, 2, 3, 1).flatten(1))[:, 0]


@torch.no_grad()
def with_common_weights(network):
    weights = CommonWeights()
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            module.weight.copy_(weights.conv(module.kernel_size[0], module.in_channels, module.out_channels))
            module.bias.zero_()
        elif isinstance(module, nn.Linear):
            module.weight.copy_(weights.linear(module.in_features, module.out_features))
            module.bias.zero_()
    return network.to(DEVICE, memory_format=torch.channels_last)


generator, discriminator = with_common_weights(Generator()), with_common_weights(Discriminator())
moves_generator, moves_discriminator = (torch.optim.Adam(network.parameters(), lr=5e-5, betas=(0.0, 0.99), fused=True) for network in (generator, discriminator))
real = common_pictures(1000, (BATCH, SIZE, SIZE, 1)).permute(0, 3, 1, 2).to(DEVICE, memory_format=torch.channels_last).requires_grad_()
latent = common_numbers(1001, (BATCH, LATENT)).to(DEVICE)


def tell_apart():
    with torch.no_grad():
        made = generator(latent)
    logits = discriminator(real)
    slope, = torch.autograd.grad(logits.sum(), real, create_graph=True)
    loss = F.softplus(-logits).mean() + F.softplus(discriminator(made)).mean() + 0.5 * slope.square().sum((1, 2, 3)).mean()
    moves_discriminator.zero_grad(set_to_none=True)
    loss.backward(inputs=[*discriminator.parameters()])
    moves_discriminator.step()
    return loss


def fool():
    discriminator.requires_grad_(False)
    loss = F.softplus(-discriminator(generator(latent))).mean()
    moves_generator.zero_grad(set_to_none=True)
    loss.backward()
    moves_generator.step()
    discriminator.requires_grad_(True)
    return loss


def step():
    return tell_apart().item() + fool().item()


serve(step, parameter_count(generator) + parameter_count(discriminator))
