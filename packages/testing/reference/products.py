"""Products of matrices, and convolutions over NHWC with kernels [kh, kw, in / groups, out]."""
import torch
import torch.nn.functional as F

NCHW = (0, 3, 1, 2)
NHWC = (0, 2, 3, 1)


def mat_mul(inputs, options):
    a, b = inputs["a"], inputs["b"]
    a = a.transpose(-1, -2) if options.get("transposeA") else a
    b = b.transpose(-1, -2) if options.get("transposeB") else b
    return a @ b


def linear(inputs, options):
    y = inputs["x"] @ inputs["weight"]
    return y + inputs["bias"] if "bias" in inputs else y


def pair(value):
    return [value, value] if isinstance(value, int) else list(value)


def sides_of(padding, size, kernel, stride, dilation):
    """[[top, bottom], [left, right]]"""
    if padding == "valid":
        return [[0, 0], [0, 0]]
    if padding == "same":
        sides = []
        for axis in (0, 1):
            total = max((-(-size[axis] // stride[axis]) - 1) * stride[axis] + dilation[axis] * (kernel[axis] - 1) + 1 - size[axis], 0)
            sides.append([total // 2, total - total // 2])
        return sides
    if isinstance(padding, int):
        return [[padding, padding], [padding, padding]]
    if len(padding) == 2:
        return [[padding[0], padding[0]], [padding[1], padding[1]]]
    return [[padding[0], padding[1]], [padding[2], padding[3]]]


def convolve(x, kernel, bias=None, *, stride=(1, 1), sides=((0, 0), (0, 0)), dilation=(1, 1), groups=1):
    """x: [B, H, W, in], kernel: [kh, kw, in / groups, out] -> [B, H', W', out]"""
    padded = F.pad(x.permute(NCHW), [*sides[1], *sides[0]])
    return F.conv2d(padded, kernel.permute(3, 2, 0, 1), bias, stride, 0, dilation, groups).permute(NHWC)


def conv2d(inputs, options):
    x, kernel = inputs["x"], inputs["kernel"]
    stride, dilation = pair(options.get("stride", 1)), pair(options.get("dilation", 1))
    sides = sides_of(options.get("padding", 0), x.shape[1:3], kernel.shape[:2], stride, dilation)
    return convolve(x, kernel, inputs.get("bias"), stride=stride, sides=sides, dilation=dilation, groups=options.get("groups", 1))


def conv1d(inputs, options):
    padding = options.get("padding", 0)
    before, after = (padding, padding) if isinstance(padding, int) else padding
    x = F.pad(inputs["x"].permute(0, 2, 1), [before, after])
    y = F.conv1d(x, inputs["kernel"].permute(2, 1, 0), inputs.get("bias"), options.get("stride", 1), 0, options.get("dilation", 1), options.get("groups", 1))
    return y.permute(0, 2, 1)


def conv_transpose2d(inputs, options):
    # kernel: [kh, kw, out / groups, in] -> torch's [in, out / groups, kh, kw]
    y = F.conv_transpose2d(inputs["x"].permute(NCHW), inputs["kernel"].permute(3, 2, 0, 1), inputs.get("bias"), pair(options.get("stride", 1)), pair(options.get("padding", 0)),
                           pair(options.get("outputPadding", 0)), options.get("groups", 1), pair(options.get("dilation", 1)))
    return y.permute(NHWC)


def depthwise(x, kernel, bias=None, **options):
    """kernel: [kh, kw, in, multiplier]; channel c gives outputs c * multiplier + m."""
    rows, columns, channels, multiplier = kernel.shape
    return convolve(x, kernel.reshape(rows, columns, 1, channels * multiplier), bias, groups=channels, **options)


def depthwise_conv2d(inputs, options):
    x, kernel = inputs["x"], inputs["kernel"]
    stride, dilation = pair(options.get("stride", 1)), pair(options.get("dilation", 1))
    sides = sides_of(options.get("padding", 0), x.shape[1:3], kernel.shape[:2], stride, dilation)
    return depthwise(x, kernel, inputs.get("bias"), stride=stride, sides=sides, dilation=dilation)


OPS = {
    "matMul": mat_mul,
    "linear": linear,
    "einsum": lambda inputs, options: torch.einsum(options["equation"], *inputs.values()),
    "conv2d": conv2d,
    "conv1d": conv1d,
    "convTranspose2d": conv_transpose2d,
    "depthwiseConv2d": depthwise_conv2d,
}
