import math

import torch


def attention(inputs, options):
    """softmax(q k^T * scale) v; a query that sees no key gives zeros."""
    q, k, v, mask = inputs["q"], inputs["k"], inputs["v"], inputs.get("mask")
    repeats = q.shape[1] // k.shape[1]
    k, v = k.repeat_interleave(repeats, 1), v.repeat_interleave(repeats, 1)
    scores = q @ k.transpose(-1, -2) * options.get("scale", 1 / math.sqrt(q.shape[-1]))
    seen = torch.ones(scores.shape[-2:], dtype=torch.bool).tril() if options.get("causal") else torch.ones(scores.shape[-2:], dtype=torch.bool)
    if mask is not None and mask.is_floating_point():
        scores = scores + mask
    elif mask is not None:
        seen = seen & mask.bool()
    seen = seen.expand(scores.shape)
    some = seen.any(-1, keepdim=True)
    weights = torch.softmax(torch.where(seen, scores, torch.where(some, -torch.inf, 0.0)), -1)
    return torch.where(seen & some, weights, 0.0) @ v


def rotary_embedding(inputs, options):
    x = inputs["x"]
    width = options.get("width", x.shape[-1])
    at = options.get("positions", 0)
    positions = torch.tensor([at + i for i in range(x.shape[-2])] if isinstance(at, int) else at, dtype=torch.float64)
    pairs = width // 2
    rates = options.get("base", 10_000) ** (-2 * torch.arange(pairs, dtype=torch.float64) / width)
    angles = positions[:, None] * rates  # [T, d / 2]
    turned, rest = x[..., :width], x[..., width:]
    if options.get("style") == "interleaved":
        a, b = turned[..., 0::2], turned[..., 1::2]
        y = torch.stack([a * angles.cos() - b * angles.sin(), b * angles.cos() + a * angles.sin()], -1).reshape(turned.shape)
    else:
        a, b = turned[..., :pairs], turned[..., pairs:]
        y = torch.cat([a * angles.cos() - b * angles.sin(), b * angles.cos() + a * angles.sin()], -1)
    return torch.cat([y, rest], -1)


OPS = {"attention": attention, "rotaryEmbedding": rotary_embedding}
