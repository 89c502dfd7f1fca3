import torch


def scaled(y, inputs):
    y = y * inputs["weight"] if "weight" in inputs else y
    return y + inputs["bias"] if "bias" in inputs else y


def standardized(x, axes, epsilon):
    centred = x - x.mean(axes, keepdim=True)
    return centred / torch.sqrt(centred.square().mean(axes, keepdim=True) + epsilon)


def layer_norm(inputs, options):
    axes = options.get("axes", 1)
    return scaled(standardized(inputs["x"], list(range(-axes, 0)), options.get("epsilon", 1e-5)), inputs)


def rms_norm(inputs, options):
    x = inputs["x"]
    return scaled(x / torch.sqrt(x.square().mean(-1, keepdim=True) + options.get("epsilon", 1e-6)), inputs)


def group_norm(inputs, options):
    x, groups = inputs["x"], options["groups"]
    # [B, ..., C] -> [B, P, G, C / G]
    parts = x.reshape(x.shape[0], -1, groups, x.shape[-1] // groups)
    return scaled(standardized(parts, [1, 3], options.get("epsilon", 1e-5)).reshape(x.shape), inputs)


def batch_norm(inputs, options):
    return scaled((inputs["x"] - inputs["mean"]) / torch.sqrt(inputs["variance"] + options.get("epsilon", 1e-5)), inputs)


OPS = {
    "layerNorm": layer_norm,
    "rmsNorm": rms_norm,
    "groupNorm": group_norm,
    "instanceNorm": lambda inputs, options: group_norm(inputs, {**options, "groups": inputs["x"].shape[-1]}),
    "batchNorm": batch_norm,
    "batchNormTraining": lambda inputs, options: scaled(standardized(inputs["x"], list(range(inputs["x"].dim() - 1)), options.get("epsilon", 1e-5)), inputs),
    "standardizeWeight": lambda inputs, options: standardized(inputs["weight"], list(range(inputs["weight"].dim() - 1)), options.get("epsilon", 1e-5)),
}
