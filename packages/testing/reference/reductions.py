import torch


def axes_of(x, options):
    axis = options.get("axis")
    if axis is None:
        return list(range(x.dim()))
    return [axis] if isinstance(axis, int) else axis


def along(f):
    return lambda inputs, options: f(inputs["x"], axes_of(inputs["x"], options), options.get("keepDims", False))


def product(x, axes, keep):
    for axis in sorted((axis % x.dim() for axis in axes), reverse=True):
        x = torch.prod(x, axis, keepdim=keep)
    return x


def logical(f):
    def run(x, axes, keep):
        for axis in sorted(axes, reverse=True):
            x = f(x, axis, keepdim=keep)
        return x
    return run


def cumulative(f, neutral):
    def run(inputs, options):
        x, axis = inputs["x"], options.get("axis", -1)
        x = x.flip(axis) if options.get("reverse") else x
        y = f(x, axis)
        if options.get("exclusive"):
            n = x.shape[axis]
            y = torch.cat([torch.full_like(x.narrow(axis, 0, 1), neutral), y.narrow(axis, 0, n - 1)], axis)
        return y.flip(axis) if options.get("reverse") else y
    return run


def variance(x, axes, keep, correction):
    return torch.var(x, axes, correction=correction, keepdim=keep)


OPS = {
    "sum": along(lambda x, axes, keep: torch.sum(x, axes, keepdim=keep)),
    "mean": along(lambda x, axes, keep: torch.mean(x, axes, keepdim=keep)),
    # These share the gradient among equals.
    "max": along(lambda x, axes, keep: torch.amax(x, axes, keepdim=keep)),
    "min": along(lambda x, axes, keep: torch.amin(x, axes, keepdim=keep)),
    "prod": along(product),
    "all": along(logical(torch.all)),
    "any": along(logical(torch.any)),
    "cumsum": cumulative(torch.cumsum, 0.0),
    "cumprod": cumulative(torch.cumprod, 1.0),
    "variance": lambda inputs, options: variance(inputs["x"], axes_of(inputs["x"], options), options.get("keepDims", False), options.get("correction", 1)),
    "standardDeviation": lambda inputs, options: variance(inputs["x"], axes_of(inputs["x"], options), options.get("keepDims", False), options.get("correction", 1)).sqrt(),
    "norm": lambda inputs, options: torch.linalg.vector_norm(inputs["x"], options.get("order", 2), options.get("axis"), keepdim=options.get("keepDims", False)),
}
