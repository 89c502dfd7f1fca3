"""Makes nested-reference.json: a tiny network as @upscalerjs/esrgan-thick holds its large one, and what torch says of a picture."""
import base64, json
import numpy as np, torch, torch.nn.functional as F

torch.manual_seed(0)
SCALE, FEATURES, GROWTH, CONVOLUTIONS, DENSE, BLOCKS = 2, 4, 3, 2, 2, 2
layers, weights, shapes = [], [], []

def layer(kind, name, **config):
    layers.append({"class_name": kind, "name": name, "config": {"name": name, **config}})

def conv(x, name, inputs, out):
    layer("Conv2D", name, filters=out, kernel_size=[3, 3], strides=[1, 1], padding="same", dilation_rate=[1, 1], activation="linear", use_bias=True)
    weight, bias = torch.randn(3, 3, inputs, out) * 0.2, torch.randn(out) * 0.1
    for part, value in (("kernel", weight), ("bias", bias)):
        shapes.append({"name": f"{name}/{part}", "shape": list(value.shape), "dtype": "float32"})
        weights.append(value.numpy().astype("<f4").tobytes())
    return F.conv2d(x, weight.permute(3, 2, 0, 1), bias, padding=1)

picture = torch.rand(1, 6, 5, 3)
layer("InputLayer", "LR_input")
first = block = conv(picture.permute(0, 3, 1, 2), "Pre_blocks_conv", 3, FEATURES)
for t in range(1, BLOCKS + 1):
    inner = block
    for d in range(1, DENSE + 1):
        seen = inner
        for c in range(1, CONVOLUTIONS + 1):
            new = conv(seen, f"F_{t}_{d}_{c}", seen.shape[1], GROWTH)
            layer("Activation", f"F_{t}_{d}_{c}_Relu", activation="relu")
            layer("Concatenate", f"RDB_Concat_{t}_{d}_{c}", axis=3)
            seen = torch.cat([seen, F.relu(new)], 1)
        local = conv(seen, f"LFF_{t}_{d}", seen.shape[1], FEATURES)
        layer("MultiplyBeta", f"beta_{t}_{d}")
        layer("Add", f"LRL_{t}_{d}")
        inner = inner + 0.2 * local
    layer("MultiplyBeta", f"beta_{t}")
    layer("Add", f"RRDB_{t}_out")
    block = block + 0.2 * inner
features = conv(block, "post_blocks_conv", FEATURES, FEATURES) + first
layer("Add", "GRL")
channels = conv(features, "PreShuffle", FEATURES, 3 * SCALE**2).permute(0, 2, 3, 1)
layer(f"PixelShuffle{SCALE}x", "pixel_shuffle", scale=SCALE)
b, h, w, _ = channels.shape
# tf.depthToSpace: channels are [row of the block, column of the block, colour].
shuffled = channels.reshape(b, h, w, SCALE, SCALE, 3).permute(0, 1, 3, 2, 4, 5).reshape(b, h * SCALE, w * SCALE, 3)
result = conv(shuffled.permute(0, 3, 1, 2), "SR", 3, 3).permute(0, 2, 3, 1)

json.dump({
    "made_with": f"torch {torch.__version__}",
    "model": {"format": "layers-model", "modelTopology": {"model_config": {"class_name": "Functional", "config": {"layers": layers}}}, "weightsManifest": [{"paths": ["a.bin", "b.bin"], "weights": shapes}]},
    "weights": base64.b64encode(b"".join(weights)).decode(),
    "picture": [round(v, 7) for v in picture.flatten().tolist()],
    "expected": result.flatten().tolist(),
}, open("nested-reference.json", "w"))
