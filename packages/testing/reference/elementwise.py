"""One number in, one number out."""
import torch

UNARY = {
    "abs": torch.abs, "atan": torch.atan, "cos": torch.cos, "erf": torch.erf, "exp": torch.exp, "expm1": torch.expm1, "log": torch.log, "log1p": torch.log1p, "neg": torch.neg,
    "reciprocal": torch.reciprocal, "rsqrt": torch.rsqrt, "sigmoid": torch.sigmoid, "sin": torch.sin, "sqrt": torch.sqrt, "square": torch.square, "tan": torch.tan, "tanh": torch.tanh,
    "ceil": torch.ceil, "floor": torch.floor, "round": torch.round, "sign": torch.sign,
    "isNaN": torch.isnan, "isFinite": torch.isfinite, "isInf": torch.isinf, "logicalNot": torch.logical_not,
    "stopGradient": lambda x: x.detach() ** 2,
}

OPS = {name: (lambda inputs, options, f=f: f(inputs["x"])) for name, f in UNARY.items()}
OPS["clip"] = lambda inputs, options: torch.clamp(inputs["x"], options["min"], options["max"])
