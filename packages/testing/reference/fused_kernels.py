"""The fused kernels, by their contract."""
import math

import torch
import torch.nn.functional as F

import activations
import attention
import normalization
from losses import global_norm
from products import convolve

ACTIVATION = {
    "none": lambda x: x, "relu": F.relu, "silu": F.silu, "gelu": F.gelu,
    "geluTanh": lambda x: F.gelu(x, approximate="tanh"),
}


def linear(inputs, attrs):
    before = inputs["x"] @ inputs["weight"]
    before = before + inputs["bias"] if "bias" in inputs else before
    y = ACTIVATION[attrs["activation"]](before)
    return y + inputs["residual"] if "residual" in inputs else y


def conv2d(inputs, attrs):
    return convolve(inputs["x"], inputs["kernel"], inputs.get("bias"), stride=attrs["stride"], sides=attrs["padding"], dilation=attrs["dilation"], groups=attrs["groups"])


def cross_entropy(inputs, attrs):
    return F.cross_entropy(inputs["logits"], inputs["targets"], weight=inputs.get("classWeight"), ignore_index=attrs["ignoreIndex"], label_smoothing=attrs["labelSmoothing"], reduction="none")


def adam(inputs, attrs):
    """Kingma and Ba 2015, arXiv 1412.6980, algorithm 1; decoupled decay: Loshchilov and Hutter 2019, arXiv 1711.05101, algorithm 2."""
    outputs = []
    beta1, beta2 = attrs["betas"]
    rate, step = attrs["learningRate"], attrs["step"]
    for i in range(attrs["count"]):
        p, g, m, v = (inputs[f"{letter}{i}"] for letter in "pgmv")
        g = g * inputs["gradientScale"] if "gradientScale" in inputs else g
        decay = attrs["weightDecay"][i]
        if attrs["decoupled"]:
            p = p * (1 - rate * decay)
        else:
            g = g + decay * p
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        largest = torch.maximum(inputs[f"x{i}"], v) if attrs["amsgrad"] else v
        p = p - rate * (m / (1 - beta1**step)) / (torch.sqrt(largest) / math.sqrt(1 - beta2**step) + attrs["epsilon"])
        outputs += [p, m, v] + ([largest] if attrs["amsgrad"] else [])
    return torch.cat([x.reshape(-1) for x in outputs])


OPS = {
    "FigmentSilu": activations.OPS["silu"],
    "FigmentLeakyRelu": activations.OPS["leakyRelu"],
    "FigmentGelu": activations.OPS["gelu"],
    "FigmentGated": lambda inputs, attrs: ACTIVATION[attrs["activation"]](inputs["gate"]) * inputs["up"],
    "FigmentGroupNorm": normalization.group_norm,
    "FigmentBatchNorm": normalization.OPS["batchNormTraining"],
    "FigmentLayerNorm": normalization.layer_norm,
    "FigmentRmsNorm": normalization.rms_norm,
    "FigmentLinear": linear,
    "FigmentConv2d": conv2d,
    "FigmentAttention": attention.attention,
    "FigmentCrossEntropy": cross_entropy,
    "FigmentAdam": adam,
    "FigmentGlobalNorm": lambda inputs, attrs: global_norm(inputs.values()).reshape(1),
    # The difference from the host's numbers.
    "FigmentRandom": lambda inputs, attrs: torch.zeros(attrs["shape"], dtype=torch.float64),
}
