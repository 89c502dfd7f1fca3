/** llama.cpp's names of weights, by ours: https://github.com/ggml-org/llama.cpp/blob/master/gguf-py/gguf/constants.py, MODEL_TENSORS. */
const block = (ours: string, theirs: string): [string, string] => [`decoder.blocks.*.${ours}`, `blk.*.${theirs}`];

/** Those that all architectures share. */
const common: readonly (readonly [string, string])[] = [
  ['tokens', 'token_embd'],
  ['decoder.positions', 'position_embd'],
  block('attentionNorm', 'attn_norm'),
  block('attention.output', 'attn_output'),
  block('attention.queryNorm', 'attn_q_norm'),
  block('attention.keyNorm', 'attn_k_norm'),
  block('attentionPostNorm', 'post_attention_norm'),
  block('feedForwardNorm', 'ffn_norm'),
  block('feedForwardPostNorm', 'post_ffw_norm'),
  block('feedForward.gate', 'ffn_gate'),
  block('feedForward.up', 'ffn_up'),
  block('feedForward.down', 'ffn_down'),
  block('feedForward.router', 'ffn_gate_inp'),
  block('feedForward.experts.*.gate', 'ffn_gate.*'),
  block('feedForward.experts.*.up', 'ffn_up.*'),
  block('feedForward.experts.*.down', 'ffn_down.*'),
  ['decoder.norm', 'output_norm'],
  ['head', 'output'],
];

/** Where queries, keys and values lie apart. */
export const separate: Readonly<Record<string, string>> = Object.fromEntries([...common, block('attention.query', 'attn_q'), block('attention.key', 'attn_k'), block('attention.value', 'attn_v')]);

/** Where they lie in one matrix, all queries first. */
export const packed: Readonly<Record<string, string>> = Object.fromEntries([...common, block('attention.{query,key,value}', 'attn_qkv')]);
