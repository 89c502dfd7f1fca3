"""Writes reference.safetensors with the reference library, one tensor of each type that we read, and what is in it to reference.json. Run with torch and safetensors."""
import json
import pathlib

import torch
from safetensors.torch import save_file

here = pathlib.Path(__file__).parent
floats = torch.tensor([0.0, -0.0, 1.0, -2.5, 3.140625, 6.1035e-05, 5.9605e-08, 65504.0, float("inf"), float("-inf")])
tensors = {
    "f32": floats.reshape(2, 5),
    "f16": floats.half(),
    "bf16": floats.bfloat16(),
    "f64": floats.double(),
    "i64": torch.tensor([0, -1, 2147483647, -2147483648]),
    "i32": torch.tensor([[1], [-7]], dtype=torch.int32),
    "u8": torch.tensor([0, 255], dtype=torch.uint8),
    "bool": torch.tensor([True, False, True]),
    "empty": torch.zeros(0, 3),
    "scalar": torch.tensor(0.1),
}
save_file(tensors, here / "reference.safetensors", metadata={"format": "pt", "한글": "값"})


def numbers(tensor):
    return [str(v) if v in (float("inf"), float("-inf")) else v for v in tensor.double().flatten().tolist()]


(here / "reference.json").write_text(json.dumps({name: {"shape": list(t.shape), "values": numbers(t)} for name, t in tensors.items()}) + "\n")
