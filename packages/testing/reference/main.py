"""What every case of the backend check has to give: PyTorch in double precision, gradients by autograd, second order by
differentiating them again. Reads the cases from standard input and writes the expected numbers to standard output, as JSON.

    python main.py < cases.json > expected.json
"""
import json
import sys

import torch

import activations
import arithmetic
import attention
import elementwise
import fused_kernels
import images
import losses
import normalization
import products
import reductions
import shape
import tfjs_kernels

OPS = {}
for family in (elementwise, arithmetic, reductions, shape, products, activations, normalization, attention, losses, images, fused_kernels, tfjs_kernels):
    OPS |= family.OPS

DTYPES = {"float32": torch.float64, "int32": torch.int64, "bool": torch.bool}


def number(value):
    return float(value) if isinstance(value, str) else value


def tensor(spec):
    # Numbers are given in single precision, exactly.
    x = torch.tensor([number(v) for v in spec["values"]], dtype=DTYPES[spec["dtype"]]).reshape(spec["shape"])
    return x.requires_grad_(spec["differentiated"])


def weights(numbers, x, start=0):
    flat = [numbers[(start + i) % len(numbers)] for i in range(x.numel())]
    return torch.tensor(flat, dtype=torch.float64).reshape(x.shape)


def gradients_of(y, xs, upstream, again):
    """dL/dx for L = sum(y * upstream); zeros where y does not depend on x."""
    if not y.requires_grad:
        return [torch.zeros_like(x) for x in xs]
    found = torch.autograd.grad(y, xs, upstream, create_graph=again, allow_unused=True)
    # Added to zeros: torch has gradients of 0 that hold no numbers.
    return [torch.zeros_like(x) if g is None else torch.zeros_like(x) + g for x, g in zip(xs, found)]


def rounded(x):
    """Seven digits: more than single precision tells apart, short in a file."""
    return [float(f"{v:.7g}") if abs(v) != float("inf") and v == v else str(v).replace("inf", "Infinity").replace("nan", "NaN") for v in x.detach().reshape(-1).tolist()]


def expected(case, numbers):
    inputs = {name: tensor(spec) for name, spec in case["inputs"].items()}
    y = OPS[case["op"]](inputs, case["options"])
    y = y if y.is_floating_point() else y.to(torch.float64)
    result = {"shape": list(y.shape), "value": rounded(y)}
    xs = [x for x in inputs.values() if x.requires_grad]
    if case["differentiable"] == "never" or not xs:
        return result
    again = case["differentiable"] == "twice"
    gradients = gradients_of(y, xs, weights(numbers, y), again)
    result["gradients"] = [rounded(g) for g in gradients]
    if again:
        # The gradients weighed by numbers of their own: one scalar, differentiated again.
        total = sum(((g * weights(numbers, g, 1000 * (i + 1))).sum() for i, g in enumerate(gradients)), torch.zeros((), dtype=torch.float64))
        result["second"] = [rounded(g) for g in gradients_of(total, xs, torch.ones_like(total), False)]
    return result


def main():
    given = json.load(sys.stdin)
    answers = {}
    for case in given["cases"]:
        try:
            answers[case["name"]] = expected(case, given["upstream"])
        except Exception as error:
            raise RuntimeError(f"{case['name']}: {error}") from error
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
