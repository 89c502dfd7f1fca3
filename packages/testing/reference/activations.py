import torch
import torch.nn.functional as F


def softmax(inputs, options):
    axis = options.get("axis", -1)
    x = inputs["x"]
    if "mask" not in inputs:
        return torch.softmax(x, axis)
    # A row that is wholly masked gives zeros, where torch gives NaN.
    mask = inputs["mask"].expand(x.shape)
    seen = mask.any(axis, keepdim=True)
    p = torch.softmax(torch.where(mask, x, torch.where(seen, -torch.inf, 0.0)), axis)
    return torch.where(mask & seen, p, 0.0)


def geglu(inputs, options):
    value, gate = inputs["x"].chunk(2, -1)
    return value * F.gelu(gate)


ACTIVATIONS = {
    "relu": F.relu, "selu": F.selu, "softplus": lambda x: torch.logaddexp(x, torch.zeros_like(x)), "logSigmoid": F.logsigmoid, "mish": F.mish, "silu": F.silu,
    "quickGelu": lambda x: x * torch.sigmoid(1.702 * x),
}

OPS = {name: (lambda inputs, options, f=f: f(inputs["x"])) for name, f in ACTIVATIONS.items()}
OPS |= {
    "leakyRelu": lambda inputs, options: F.leaky_relu(inputs["x"], options.get("slope", 0.01)),
    "elu": lambda inputs, options: F.elu(inputs["x"], options.get("alpha", 1.0)),
    "gelu": lambda inputs, options: F.gelu(inputs["x"], approximate=options.get("approximate", "none")),
    "swiglu": lambda inputs, options: F.silu(inputs["gate"]) * inputs["up"],
    "geglu": geglu,
    "softmax": softmax,
    "logSoftmax": lambda inputs, options: torch.log_softmax(inputs["x"], options.get("axis", -1)),
    "logSumExp": lambda inputs, options: torch.logsumexp(inputs["x"], options.get("axis", -1), keepdim=options.get("keepDims", False)),
}
