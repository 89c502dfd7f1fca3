"""Two numbers in, one number out, with broadcasting."""
import torch

BINARY = {
    "add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div, "pow": torch.pow, "maximum": torch.maximum, "minimum": torch.minimum,
    "squaredDifference": lambda a, b: (a - b) ** 2,
    # 0 where the divisor is 0.
    "divNoNan": lambda a, b: torch.where(b == 0, torch.zeros_like(a), a / torch.where(b == 0, torch.ones_like(b), b)),
    "mod": torch.remainder,
    "floorDiv": lambda a, b: torch.div(a, b, rounding_mode="floor"),
    "greater": torch.gt, "greaterEqual": torch.ge, "less": torch.lt, "lessEqual": torch.le, "equal": torch.eq, "notEqual": torch.ne,
    "logicalAnd": torch.logical_and, "logicalOr": torch.logical_or, "logicalXor": torch.logical_xor,
}

OPS = {name: (lambda inputs, options, f=f: f(inputs["a"], inputs["b"])) for name, f in BINARY.items()}
OPS["addN"] = lambda inputs, options: sum(inputs.values())
OPS["where"] = lambda inputs, options: torch.where(inputs["condition"], inputs["a"], inputs["b"])
