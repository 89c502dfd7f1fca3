"""Pooling, and pictures of another size; NHWC."""
import torch.nn.functional as F

from products import NCHW, NHWC, pair


def nchw(f):
    return lambda inputs, options: f(inputs["x"].permute(NCHW), options).permute(NHWC)


def average_pool(x, options):
    size = pair(options["size"])
    return F.avg_pool2d(x, size, pair(options.get("stride", size)), pair(options.get("padding", 0)), options.get("ceil", False), options.get("countPadding", True))


def max_pool(x, options):
    size = pair(options["size"])
    return F.max_pool2d(x, size, pair(options.get("stride", size)), pair(options.get("padding", 0)), pair(options.get("dilation", 1)), options.get("ceil", False))


def resize(x, options):
    mode = options.get("mode", "nearest")
    smooth = mode in ("bilinear", "bicubic")
    return F.interpolate(x, options["size"], mode=mode, align_corners=options.get("alignCorners", False) if smooth else None, antialias=options.get("antialias", False))


def pad_edges(x, options):
    top, bottom, left, right = options["padding"]
    return F.pad(x, [left, right, top, bottom], mode=options.get("mode", "reflect"))


OPS = {
    "averagePool2d": nchw(average_pool),
    "adaptiveAveragePool2d": nchw(lambda x, options: F.adaptive_avg_pool2d(x, options["size"])),
    "maxPool2d": nchw(max_pool),
    "resize": nchw(resize),
    "pixelShuffle": nchw(lambda x, options: F.pixel_shuffle(x, options["factor"])),
    "pixelUnshuffle": nchw(lambda x, options: F.pixel_unshuffle(x, options["factor"])),
    "padEdges": nchw(pad_edges),
}
