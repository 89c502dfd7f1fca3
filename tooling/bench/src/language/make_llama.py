"""A Llama of random weights as a Hugging Face folder, and the same as ONNX for transformers.js: `make_llama.py FOLDER SIZES`."""
import json
import sys
from pathlib import Path

import torch
from transformers import GenerationConfig, LlamaConfig, LlamaForCausalLM
from transformers.cache_utils import DynamicCache

folder, sizes = Path(sys.argv[1]), json.loads(sys.argv[2])
torch.manual_seed(1)
config = LlamaConfig(
    vocab_size=sizes["vocabulary"], hidden_size=sizes["width"], intermediate_size=sizes["hidden"], num_hidden_layers=sizes["layers"], num_attention_heads=sizes["heads"],
    num_key_value_heads=sizes["keyValueHeads"], max_position_embeddings=sizes["context"], tie_word_embeddings=True, bos_token_id=0, eos_token_id=1, initializer_range=0.08,
)
model = LlamaForCausalLM(config).eval()
model.generation_config = GenerationConfig(bos_token_id=0, eos_token_id=1, pad_token_id=1, do_sample=False)
model.save_pretrained(folder)


class WithCache(torch.nn.Module):
    """Caches as a flat list of tensors, which is what a graph has."""

    def __init__(self):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, position_ids, *past):
        cache = DynamicCache(config=config)
        for layer in range(config.num_hidden_layers):
            cache.update(past[2 * layer], past[2 * layer + 1], layer)
        output = self.model(input_ids=input_ids, attention_mask=attention_mask, position_ids=position_ids, past_key_values=cache, use_cache=True)
        return (output.logits, *(part for layer in output.past_key_values.layers for part in (layer.keys, layer.values)))


layers, heads, head_width = config.num_hidden_layers, config.num_key_value_heads, config.hidden_size // config.num_attention_heads
ids = torch.randint(2, config.vocab_size, (1, 3))
past = [torch.randn(1, heads, 4, head_width) for _ in range(2 * layers)]
inputs = (ids, torch.ones(1, 7, dtype=torch.int64), torch.arange(4, 7)[None], *past)
pasts = [f"past_key_values.{layer}.{part}" for layer in range(layers) for part in ("key", "value")]
presents = [f"present.{layer}.{part}" for layer in range(layers) for part in ("key", "value")]
axes = {
    "input_ids": {0: "batch", 1: "length"}, "attention_mask": {0: "batch", 1: "total"}, "position_ids": {0: "batch", 1: "length"}, "logits": {0: "batch", 1: "length"},
    **{name: {0: "batch", 2: "past"} for name in pasts}, **{name: {0: "batch", 2: "total"} for name in presents},
}
(folder / "onnx").mkdir(exist_ok=True)
model.config._attn_implementation = "eager"
torch.onnx.export(
    WithCache(), inputs, str(folder / "onnx/model.onnx"), dynamo=False, opset_version=17,
    input_names=["input_ids", "attention_mask", "position_ids", *pasts], output_names=["logits", *presents], dynamic_axes=axes,
)
