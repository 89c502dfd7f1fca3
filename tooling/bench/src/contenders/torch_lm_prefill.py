"""Reading a prompt in transformers: caches filled, logits of what follows it."""
import torch
from common_numbers import common_ids
from torch_lm import model, serve
from torch_serving import DEVICE, SETTINGS

prompt = common_ids(1000, (1, SETTINGS["tokens"]), model.config.vocab_size).to(DEVICE)


@torch.inference_mode()
def prefill():
    return model(prompt, use_cache=True, logits_to_keep=1).logits.argmax().item()


serve(prefill)
