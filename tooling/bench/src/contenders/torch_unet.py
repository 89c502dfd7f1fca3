"""Training steps of the U-Net of `models/unet.ts` in PyTorch: channels-last, fused Adam."""
import torch
import torch.nn.functional as F
from common_numbers import CommonWeights, common_pictures
from torch_serving import DEVICE, SETTINGS, serve
from torch import nn
from torch_gpt_model import parameter_count

NARROW, WIDE, GROUPS = 64, 128, 8


class Residual(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.norm1 = nn.GroupNorm(GROUPS, inputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.norm2 = nn.GroupNorm(GROUPS, outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.shortcut = nn.Identity() if inputs == outputs else nn.Conv2d(inputs, outputs, 1)

    def forward(self, x):
        h = self.conv1(F.silu(self.norm1(x)))
        return self.shortcut(x) + self.conv2(F.silu(self.norm2(h)))


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.input = nn.Conv2d(3, NARROW, 3, padding=1)
        self.down = Residual(NARROW, NARROW)
        self.halve = nn.Conv2d(NARROW, WIDE, 3, stride=2, padding=1)
        self.middle = Residual(WIDE, WIDE)
        self.up = Residual(WIDE + NARROW, NARROW)
        self.norm = nn.GroupNorm(GROUPS, NARROW)
        self.output = nn.Conv2d(NARROW, 3, 3, padding=1)
        self.set_common_weights()

    def forward(self, x):
        skip = self.down(self.input(x))
        middle = self.middle(self.halve(skip))
        joined = torch.cat([F.interpolate(middle, scale_factor=2, mode="nearest"), skip], 1)
        return self.output(F.silu(self.norm(self.up(joined))))

    @torch.no_grad()
    def set_common_weights(self):
        weights = CommonWeights()
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                module.weight.copy_(weights.conv(module.kernel_size[0], module.in_channels, module.out_channels))
                module.bias.zero_()


unet = UNet().to(DEVICE, memory_format=torch.channels_last)
optimizer = torch.optim.Adam(unet.parameters(), lr=1e-3, fused=True)
shape = (SETTINGS["batch"], SETTINGS["size"], SETTINGS["size"], 3)
noisy, noise = (common_pictures(series, shape).permute(0, 3, 1, 2).to(DEVICE, memory_format=torch.channels_last) for series in (1000, 1001))


def step():
    optimizer.zero_grad(set_to_none=True)
    loss = F.mse_loss(unet(noisy), noise)
    loss.backward()
    optimizer.step()
    return loss.item()


serve(step, parameter_count(unet))
