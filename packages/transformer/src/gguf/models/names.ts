import { attentionUnder, under, type WeightNames } from '../../huggingface/families/family.ts';

/** llama.cpp's names of weights, by ours: https://github.com/ggml-org/llama.cpp/blob/master/gguf-py/gguf/constants.py, MODEL_TENSORS. */
export const names: WeightNames = {
  'tokens': 'token_embd',
  'decoder.positions': 'position_embd',
  ...under('decoder.blocks.*.', 'blk.*.', {
    'attentionNorm': 'attn_norm',
    ...attentionUnder('attention', 'attn_', ['q', 'k', 'v', 'output']),
    'attention.queryNorm': 'attn_q_norm',
    'attention.keyNorm': 'attn_k_norm',
    'attentionPostNorm': 'post_attention_norm',
    'feedForwardNorm': 'ffn_norm',
    'feedForwardPostNorm': 'post_ffw_norm',
    ...under('feedForward.', 'ffn_', { gate: 'gate', up: 'up', down: 'down', router: 'gate_inp' }),
    ...under('feedForward.experts.*.', 'ffn_', { gate: 'gate.*', up: 'up.*', down: 'down.*' }),
  }),
  'decoder.norm': 'output_norm',
  'head': 'output',
};

/** Where queries, keys and values lie in one matrix, all queries first. */
export const packedNames: WeightNames = {
  ...Object.fromEntries(Object.entries(names).filter(([ours]) => !/\.(query|key|value)$/.test(ours))),
  'decoder.blocks.*.attention.{query,key,value}': 'blk.*.attn_qkv',
};
