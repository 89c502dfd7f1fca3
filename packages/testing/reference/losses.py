import torch
import torch.nn.functional as F


def regression(f):
    def run(inputs, options):
        options = dict(options)
        return f(inputs["prediction"], inputs["target"], reduction=options.pop("reduction", "mean"), **options)
    return run


def cross_entropy(inputs, options):
    logits, targets = inputs["logits"], inputs["targets"]
    channels = logits.movedim(-1, 1) if logits.dim() > 2 else logits
    if not targets.is_floating_point() and bool((targets == options.get("ignoreIndex", -100)).all()):
        # No loss where nothing is kept; torch divides by zero.
        return (logits * 0).sum()
    return F.cross_entropy(channels, targets, weight=inputs.get("classWeight"), ignore_index=options.get("ignoreIndex", -100), reduction=options.get("reduction", "mean"),
                           label_smoothing=options.get("labelSmoothing", 0.0))


def kl_divergence(inputs, options):
    reduction = {"batchMean": "batchmean"}.get(options.get("reduction", "batchMean"), options.get("reduction"))
    return F.kl_div(torch.log_softmax(inputs["logits"], -1), torch.softmax(inputs["targets"], -1), reduction=reduction)


def global_norm(tensors):
    return torch.sqrt(sum(x.square().sum() for x in tensors))


def clip_by_global_norm(inputs, options):
    # Written out: torch's own adds 1e-6 to the norm.
    length = global_norm(inputs.values())
    factor = torch.minimum(torch.ones(()).double(), options["maxNorm"] / length)
    return torch.cat([x.reshape(-1) * factor for x in inputs.values()])


OPS = {
    "mseLoss": regression(F.mse_loss),
    "l1Loss": regression(F.l1_loss),
    "huberLoss": regression(F.huber_loss),
    "smoothL1Loss": regression(F.smooth_l1_loss),
    "binaryCrossEntropy": lambda inputs, options: F.binary_cross_entropy_with_logits(inputs["logits"], inputs["targets"], pos_weight=inputs.get("positiveWeight"), reduction=options.get("reduction", "mean")),
    "crossEntropy": cross_entropy,
    "klDivergence": kl_divergence,
    "globalNorm": lambda inputs, options: global_norm(inputs.values()),
    "clipByGlobalNorm": clip_by_global_norm,
}
