"""The language model of a Hugging Face folder in transformers, as its people write it."""
import torch
import transformers
from serving import serve as serve_work
from torch_serving import DEVICE, SETTINGS

transformers.utils.logging.set_verbosity_error()
model = transformers.AutoModelForCausalLM.from_pretrained(SETTINGS["model"], attn_implementation="sdpa").to(DEVICE).eval()
parameters = sum(parameter.numel() for parameter in model.parameters())


def serve(work):
    threads = torch.get_num_threads()
    on = torch.cuda.get_device_name() if DEVICE.type == "cuda" else f"{threads} {'thread' if threads == 1 else 'threads'}"
    serve_work(work, f"transformers {transformers.__version__}, PyTorch {torch.__version__}, {on}", parameters=parameters)
