"""As serving.py, for contenders that compute with PyTorch."""
import torch
from serving import SETTINGS
from serving import serve as serve_work

DEVICE = torch.device(SETTINGS.get("device", "cpu"))
torch.set_num_threads(SETTINGS["threads"])


def serve(work, parameters=None):
    """`work` gives the number it came to, if any."""
    on = torch.cuda.get_device_name() if DEVICE.type == "cuda" else f"{torch.get_num_threads()} {'thread' if torch.get_num_threads() == 1 else 'threads'}"
    serve_work(work, f"PyTorch {torch.__version__}, {on}", parameters=parameters)
