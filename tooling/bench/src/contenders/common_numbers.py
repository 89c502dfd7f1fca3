"""The twin of `models/common-numbers.ts`: weights and data that contenders in other languages have too."""
import math

import numpy as np
import torch


def common_bits(series, count):
    with np.errstate(over="ignore"):
        x = np.arange(count, dtype=np.uint32) + np.uint32(((series + 1) * 0x9E3779B9) & 0xFFFFFFFF)
        x = (x ^ (x >> np.uint32(16))) * np.uint32(0x85EBCA6B)
        x = (x ^ (x >> np.uint32(13))) * np.uint32(0xC2B2AE35)
        return x ^ (x >> np.uint32(16))


def common_pictures(series, shape):
    """Uniform in [0, 1)."""
    values = (common_bits(series, math.prod(shape)) >> np.uint32(8)).astype(np.float32) / np.float32(2**24)
    return torch.from_numpy(values.reshape(shape))


def common_ids(series, shape, below):
    return torch.from_numpy((common_bits(series, math.prod(shape)) % np.uint32(below)).astype(np.int64).reshape(shape))


def common_numbers(series, shape):
    """Uniform in [-1, 1)."""
    values = (common_bits(series, math.prod(shape)) >> np.uint32(8)).astype(np.float32) / np.float32(2**23) - np.float32(1)
    return torch.from_numpy(values.reshape(shape))


def common_weight(series, shape):
    """Laid out as Figment has it: [in, out], [kernel height, kernel width, in, out]."""
    return common_numbers(series, shape) * np.float32(math.sqrt(shape[-1] / math.prod(shape)))


class CommonWeights:
    """Hands out weights in the order in which Figment's module names its parameters, in PyTorch's layout."""

    def __init__(self):
        self.series = 0

    def table(self, *shape):
        self.series += 1
        return common_weight(self.series - 1, shape)

    def linear(self, inputs, outputs):
        return self.table(inputs, outputs).T  # [in, out] -> [out, in]

    def conv(self, kernel, inputs, outputs):
        return self.table(kernel, kernel, inputs, outputs).permute(3, 2, 0, 1)  # [kh, kw, in, out] -> [out, in, kh, kw]
