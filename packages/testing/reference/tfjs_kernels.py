"""Kernels of TensorFlow.js, by TensorFlow's documentation of the ops of the same name."""
import torch
import torch.nn.functional as F

import reductions
from products import NCHW, NHWC, convolve, depthwise, mat_mul, sides_of


def sides_2d(pad, size, kernel, strides, dilations=(1, 1)):
    return [list(side) for side in pad[1:3]] if isinstance(pad, list) else sides_of(pad, size, kernel, strides, dilations)


def pool2d(kind):
    def run(inputs, attrs):
        x = inputs["x"].permute(NCHW)
        size, strides = attrs["filterSize"], attrs["strides"]
        (top, bottom), (left, right) = sides_2d(attrs["pad"], x.shape[2:], size, strides)
        if kind == "max":
            return F.max_pool2d(F.pad(x, [left, right, top, bottom], value=-torch.inf), size, strides).permute(NHWC)
        # TensorFlow does not count the padding.
        padded = lambda t: F.pad(t, [left, right, top, bottom])
        return (F.avg_pool2d(padded(x), size, strides) / F.avg_pool2d(padded(torch.ones_like(x)), size, strides)).permute(NHWC)
    return run


def same_sides(size, kernel, strides):
    sides = []
    for n, k, s in zip(size, kernel, strides):
        total = max((-(-n // s) - 1) * s + k - n, 0)
        sides.append([total // 2, total - total // 2])
    return sides


def flat(sides):
    """For torch's pad: the last axis first."""
    return [side for pair in reversed(sides) for side in pair]


def pool3d(kind):
    def run(inputs, attrs):
        x = inputs["x"].permute(0, 4, 1, 2, 3)
        size, strides = attrs["filterSize"], attrs["strides"]
        sides = flat(same_sides(x.shape[2:], size, strides) if attrs["pad"] == "same" else [[0, 0]] * 3)
        if kind == "max":
            y = F.max_pool3d(F.pad(x, sides, value=-torch.inf), size, strides)
        else:
            y = F.avg_pool3d(F.pad(x, sides), size, strides) / F.avg_pool3d(F.pad(torch.ones_like(x), sides), size, strides)
        return y.permute(0, 2, 3, 4, 1)
    return run


def resize_weights(before, after, attrs, nearest):
    """[after, before]: how much of each input place an output place takes."""
    corners = attrs["alignCorners"] and after > 1
    scale = (before - 1) / (after - 1) if corners else before / after
    weights = torch.zeros(after, before, dtype=torch.float64)
    for i in range(after):
        if nearest:
            source = (i + 0.5) * scale if attrs["halfPixelCenters"] else i * scale
            # Rounds halves up.
            place = int(source + 0.5) if attrs["alignCorners"] else int(source)
            weights[i, min(place, before - 1)] = 1
        else:
            source = (i + 0.5) * scale - 0.5 if attrs["halfPixelCenters"] else i * scale
            source = min(max(source, 0.0), before - 1.0)
            low = int(source)
            weights[i, low] += 1 - (source - low)
            weights[i, min(low + 1, before - 1)] += source - low
    return weights


def resize(nearest):
    def run(inputs, attrs):
        x = inputs["images"]
        rows = resize_weights(x.shape[1], attrs["size"][0], attrs, nearest)
        columns = resize_weights(x.shape[2], attrs["size"][1], attrs, nearest)
        return torch.einsum("ih,bhwc,jw->bijc", rows, x, columns)
    return run


def conv2d(inputs, attrs, f=convolve):
    x, kernel = inputs["x"], inputs["filter"]
    strides, dilations = attrs["strides"], attrs["dilations"]
    sides = sides_2d(attrs["pad"], x.shape[1:3], kernel.shape[:2], strides, dilations)
    return f(x, kernel, inputs.get("bias"), stride=strides, sides=sides, dilation=dilations)


def conv3d(inputs, attrs):
    x, kernel = inputs["x"].permute(0, 4, 1, 2, 3), inputs["filter"]
    sides = flat(same_sides(x.shape[2:], kernel.shape[:3], attrs["strides"]) if attrs["pad"] == "same" else [[0, 0]] * 3)
    return F.conv3d(F.pad(x, sides), kernel.permute(4, 3, 0, 1, 2), None, attrs["strides"]).permute(0, 2, 3, 4, 1)


def gather_nd(inputs, attrs):
    return inputs["params"][tuple(inputs["indices"].unbind(-1))]


def scatter_nd(inputs, attrs):
    empty = torch.zeros(attrs["shape"], dtype=torch.float64)
    return empty.index_put(tuple(inputs["indices"].unbind(-1)), inputs["updates"], accumulate=True)


def depth_to_space(inputs, attrs):
    x, r = inputs["x"], attrs["blockSize"]
    batch, height, width, channels = x.shape
    # Row and column of the block are the outer parts of the channel, where pixel shuffle has them inside.
    parts = x.reshape(batch, height, width, r, r, channels // r**2)
    return parts.permute(0, 1, 3, 2, 4, 5).reshape(batch, height * r, width * r, channels // r**2)


def space_to_batch(inputs, attrs):
    x, (r, s) = inputs["x"], attrs["blockShape"]
    batch, height, width, channels = x.shape
    return x.reshape(batch, height // r, r, width // s, s, channels).permute(2, 4, 0, 1, 3, 5).reshape(-1, height // r, width // s, channels)


def batch_to_space(inputs, attrs):
    x, (r, s) = inputs["x"], attrs["blockShape"]
    batch, height, width, channels = x.shape
    return x.reshape(r, s, batch // (r * s), height, width, channels).permute(2, 3, 0, 4, 1, 5).reshape(-1, height * r, width * s, channels)


def strided_slice(inputs, attrs):
    return inputs["x"][tuple(slice(b, e, s) for b, e, s in zip(attrs["begin"], attrs["end"], attrs["strides"]))]


def mirror_pad(inputs, attrs):
    return F.pad(inputs["x"][None], flat(attrs["paddings"]), mode=attrs["mode"])[0]


def segment_sum(inputs, attrs):
    kept = inputs["segmentIds"] >= 0
    empty = torch.zeros([attrs["numSegments"], *inputs["x"].shape[1:]], dtype=torch.float64)
    return empty.index_add(0, inputs["segmentIds"][kept], inputs["x"][kept])


def batch_norm(inputs, attrs):
    return (inputs["x"] - inputs["mean"]) / torch.sqrt(inputs["variance"] + attrs["varianceEpsilon"]) * inputs["scale"] + inputs["offset"]


def fused_mat_mul(inputs, attrs):
    return F.relu(mat_mul(inputs, attrs) + inputs["bias"])


OPS = {
    "AvgPool": pool2d("average"),
    "MaxPool": pool2d("max"),
    "AvgPool3D": pool3d("average"),
    "MaxPool3D": pool3d("max"),
    "ResizeNearestNeighbor": resize(True),
    "ResizeBilinear": resize(False),
    "Conv2D": conv2d,
    "DepthwiseConv2dNative": lambda inputs, attrs: conv2d(inputs, attrs, depthwise),
    "Conv3D": conv3d,
    "BatchMatMul": mat_mul,
    "Einsum": lambda inputs, attrs: torch.einsum(attrs["equation"], *inputs.values()),
    "TopK": lambda inputs, attrs: torch.topk(inputs["x"], attrs["k"]).values,
    "GatherNd": gather_nd,
    "ScatterNd": scatter_nd,
    "Cumprod": reductions.OPS["cumprod"],
    "DepthToSpace": depth_to_space,
    "SpaceToBatchND": space_to_batch,
    "BatchToSpaceND": batch_to_space,
    "StridedSlice": strided_slice,
    "MirrorPad": mirror_pad,
    "UnsortedSegmentSum": segment_sum,
    "LeakyRelu": lambda inputs, attrs: F.leaky_relu(inputs["x"], attrs["alpha"]),
    "Prelu": lambda inputs, attrs: torch.where(inputs["x"] > 0, inputs["x"], inputs["x"] * inputs["alpha"]),
    "Relu6": lambda inputs, attrs: F.relu6(inputs["x"]),
    "Selu": lambda inputs, attrs: F.selu(inputs["x"]),
    "FusedBatchNorm": batch_norm,
    "_FusedMatMul": fused_mat_mul,
    "FusedConv2D": lambda inputs, attrs: F.relu(conv2d(inputs, attrs)),
    "FusedDepthwiseConv2D": lambda inputs, attrs: F.relu(conv2d(inputs, attrs, depthwise)),
    # The first of the parts.
    "SplitV": lambda inputs, attrs: torch.split(inputs["x"], attrs["numOrSizeSplits"], attrs["axis"])[0],
    "Unpack": lambda inputs, attrs: torch.unbind(inputs["value"], attrs["axis"])[0],
    "OneHot": lambda inputs, attrs: F.one_hot(inputs["indices"], attrs["depth"]),
}
