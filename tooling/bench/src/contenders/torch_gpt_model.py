"""The GPT of `models/gpt.ts` in PyTorch, as one would write it: one map for queries, keys and values, and scaled_dot_product_attention."""
import torch
import torch.nn.functional as F
from common_numbers import CommonWeights
from torch import nn


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)

    def forward(self, x, cache=None, at=0):
        batch, time, width = x.shape
        q, k, v = (part.view(batch, time, self.heads, -1).transpose(1, 2) for part in self.qkv(self.norm1(x)).chunk(3, -1))
        if cache is not None:
            keys, values = cache
            keys[:, :, at : at + time], values[:, :, at : at + time] = k, v
            k, v = keys[:, :, : at + time], values[:, :, : at + time]
        attended = F.scaled_dot_product_attention(q, k, v, is_causal=cache is None)
        x = x + self.output(attended.transpose(1, 2).reshape(batch, time, width))
        return x + self.down(F.gelu(self.up(self.norm2(x))))


class Gpt(nn.Module):
    def __init__(self, layers, width, heads, vocabulary, context):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.positions = nn.Parameter(torch.empty(context, width))
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary, bias=False)
        self.set_common_weights(vocabulary, width, context)

    def forward(self, ids, caches=None, at=0):
        x = self.embedding(ids) + self.positions[at : at + ids.shape[1]]
        for i, block in enumerate(self.blocks):
            x = block(x, None if caches is None else caches[i], at)
        return self.head(self.norm(x))

    @torch.no_grad()
    def set_common_weights(self, vocabulary, width, context):
        for name, parameter in self.named_parameters():
            if name.endswith("bias"):
                parameter.zero_()
        weights = CommonWeights()
        self.embedding.weight.copy_(weights.table(vocabulary, width))
        self.positions.copy_(weights.table(context, width))
        for block in self.blocks:
            block.qkv.weight.copy_(torch.cat([weights.linear(width, width) for _ in range(3)]))
            block.output.weight.copy_(weights.linear(width, width))
            block.up.weight.copy_(weights.linear(width, 4 * width))
            block.down.weight.copy_(weights.linear(4 * width, width))
        self.head.weight.copy_(weights.linear(width, vocabulary))


def parameter_count(module):
    return sum(parameter.numel() for parameter in module.parameters())
