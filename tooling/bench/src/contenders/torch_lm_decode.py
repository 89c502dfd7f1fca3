"""Greedy writing through transformers' `generate`."""
import torch
from common_numbers import common_ids
from torch_lm import model, serve
from torch_serving import DEVICE, SETTINGS

prompt = common_ids(1000, (1, SETTINGS["prompt"]), model.config.vocab_size).to(DEVICE)
model.generation_config.eos_token_id = None


@torch.inference_mode()
def decode():
    ids = model.generate(prompt, attention_mask=torch.ones_like(prompt), max_new_tokens=SETTINGS["tokens"], do_sample=False)
    return ids[0, SETTINGS["prompt"] :].sum().item()


serve(decode)
