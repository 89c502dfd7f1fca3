"""Writes torch-cases.json: what PyTorch's optimisers make of given gradients. Run with torch 2.13 and numpy."""
import json
import pathlib

import numpy as np
import torch

STEPS = 5
rng = np.random.default_rng(8500)
shapes = {"matrix": (3, 4), "bias": (4,), "kernel": (2, 2, 3)}
start = {name: rng.standard_normal(shape).astype(np.float32) for name, shape in shapes.items()}
gradients = {name: rng.standard_normal((STEPS, *shape)).astype(np.float32) for name, shape in shapes.items()}


def orthogonal(x, coefficients, epsilon, iterations):
    """torch runs this in bfloat16; here in float64, as the formula says."""
    a, b, c = coefficients
    tall = x.size(0) > x.size(1)
    x = x.double().T if tall else x.double()
    x = x / x.norm().clamp(min=epsilon)
    for _ in range(iterations):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.T if tall else x


torch.optim._muon._zeropower_via_newtonschulz = lambda x, coefficients, iterations, epsilon: orthogonal(x, coefficients, epsilon, iterations).float()


class Lion(torch.optim.Optimizer):
    """Chen et al. 2023, arXiv:2302.06675, algorithm 2; torch has none."""

    def __init__(self, params, lr, betas, weight_decay=0.0):
        super().__init__(params, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                b1, b2 = group["betas"]
                p.mul_(1 - group["lr"] * group["weight_decay"]).add_((b1 * m + (1 - b1) * p.grad).sign(), alpha=-group["lr"])
                m.mul_(b2).add_(p.grad, alpha=1 - b2)


o = torch.optim
cases = [
    ("sgd", dict(learningRate=0.1), lambda p: o.SGD(p, lr=0.1)),
    ("sgd", dict(learningRate=0.05, momentum=0.9, weightDecay=0.01), lambda p: o.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.01)),
    ("sgd", dict(learningRate=0.05, momentum=0.8, dampening=0.3), lambda p: o.SGD(p, lr=0.05, momentum=0.8, dampening=0.3)),
    ("sgd", dict(learningRate=0.05, momentum=0.9, nesterov=True, weightDecay=0.1), lambda p: o.SGD(p, lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.1)),
    ("adam", dict(learningRate=0.01), lambda p: o.Adam(p, lr=0.01)),
    ("adam", dict(learningRate=0.02, betas=[0.5, 0.9], epsilon=1e-3, weightDecay=0.1, amsgrad=True), lambda p: o.Adam(p, lr=0.02, betas=(0.5, 0.9), eps=1e-3, weight_decay=0.1, amsgrad=True)),
    ("adamW", dict(learningRate=0.01), lambda p: o.AdamW(p, lr=0.01)),
    ("adamW", dict(learningRate=0.01, betas=[0.8, 0.95], weightDecay=0.3, amsgrad=True), lambda p: o.AdamW(p, lr=0.01, betas=(0.8, 0.95), weight_decay=0.3, amsgrad=True)),
    ("adamax", dict(), lambda p: o.Adamax(p)),
    ("adamax", dict(learningRate=0.03, betas=[0.7, 0.9], weightDecay=0.1), lambda p: o.Adamax(p, lr=0.03, betas=(0.7, 0.9), weight_decay=0.1)),
    ("nadam", dict(), lambda p: o.NAdam(p)),
    ("nadam", dict(learningRate=0.03, momentumDecay=0.1, weightDecay=0.1), lambda p: o.NAdam(p, lr=0.03, momentum_decay=0.1, weight_decay=0.1)),
    ("nadam", dict(learningRate=0.03, weightDecay=0.1, decoupled=True), lambda p: o.NAdam(p, lr=0.03, weight_decay=0.1, decoupled_weight_decay=True)),
    ("radam", dict(), lambda p: o.RAdam(p)),
    ("radam", dict(learningRate=0.03, betas=[0.9, 0.9], weightDecay=0.1), lambda p: o.RAdam(p, lr=0.03, betas=(0.9, 0.9), weight_decay=0.1)),
    ("radam", dict(learningRate=0.03, betas=[0.9, 0.6], weightDecay=0.1, decoupled=True), lambda p: o.RAdam(p, lr=0.03, betas=(0.9, 0.6), weight_decay=0.1, decoupled_weight_decay=True)),
    ("rmsprop", dict(), lambda p: o.RMSprop(p)),
    ("rmsprop", dict(learningRate=0.02, decayRate=0.9, momentum=0.9, centered=True, weightDecay=0.1), lambda p: o.RMSprop(p, lr=0.02, alpha=0.9, momentum=0.9, centered=True, weight_decay=0.1)),
    ("adagrad", dict(), lambda p: o.Adagrad(p)),
    ("adagrad", dict(learningRate=0.1, learningRateDecay=0.2, initialSum=0.5, weightDecay=0.1), lambda p: o.Adagrad(p, lr=0.1, lr_decay=0.2, initial_accumulator_value=0.5, weight_decay=0.1)),
    ("adadelta", dict(), lambda p: o.Adadelta(p)),
    ("adadelta", dict(learningRate=0.5, decayRate=0.8, epsilon=1e-4, weightDecay=0.1), lambda p: o.Adadelta(p, lr=0.5, rho=0.8, eps=1e-4, weight_decay=0.1)),
    ("adafactor", dict(), lambda p: o.Adafactor(p)),
    ("adafactor", dict(learningRate=0.6, varianceDecay=-0.5, clipThreshold=1.5, weightDecay=0.1), lambda p: o.Adafactor(p, lr=0.6, beta2_decay=-0.5, d=1.5, weight_decay=0.1)),
    ("lion", dict(learningRate=0.001, weightDecay=0.1), lambda p: Lion(p, 0.001, (0.9, 0.99), 0.1)),
    ("lion", dict(betas=[0.95, 0.98]), lambda p: Lion(p, 1e-4, (0.95, 0.98))),
    ("muon", dict(learningRate=0.02), lambda p: o.Muon(p, lr=0.02)),
    ("muon", dict(learningRate=0.02, momentum=0.8, nesterov=False, iterations=3, weightDecay=0, scale="matchAdamW"), lambda p: o.Muon(p, lr=0.02, momentum=0.8, nesterov=False, ns_steps=3, weight_decay=0, adjust_lr_fn="match_rms_adamw")),
]


def run(make, names):
    parameters = {name: torch.nn.Parameter(torch.tensor(start[name])) for name in names}
    optimizer = make(list(parameters.values()))
    for step in range(STEPS):
        for name, parameter in parameters.items():
            parameter.grad = torch.tensor(gradients[name][step])
        optimizer.step()
    return {name: numbers(parameter.detach().numpy()) for name, parameter in parameters.items()}


def numbers(array):
    return [float(f"{value:.9g}") for value in array.flatten()]


result = {
    "madeWith": f"torch {torch.__version__}",
    "shapes": shapes,
    "start": {name: numbers(value) for name, value in start.items()},
    "gradients": {name: [numbers(g) for g in value] for name, value in gradients.items()},
    "cases": [
        {"optimizer": name, "options": options, "after": run(make, ["matrix"] if name == "muon" else list(shapes))}
        for name, options, make in cases
    ],
}
pathlib.Path(__file__).with_name("torch-cases.json").write_text(json.dumps(result) + "\n")
