import { gatedActivation } from '../config/activation.ts';
import { idFields } from '../config/common.ts';
import { field, fields } from '../config/field.ts';
import { rotaryFields } from '../config/rotary.ts';
import { windowFields } from '../config/window.ts';
import type { Family } from './family.ts';
import { llama, llamaNames } from './llama.ts';

/** Gemma Team 2025, arXiv:2503.19786; the part that reads and writes text. */
export const gemma3: Family = {
  ...llama,
  type: 'gemma3_text',
  preset: 'gemma3',
  architectures: { Gemma3ForCausalLM: {} },
  fields: [
    field('vocab_size', 'vocabulary', 262_208),
    field('hidden_size', 'width', 2304),
    // Embeddings are multiplied by the root of their width.
    fields('embedding.scale', { read: (_, json) => Math.sqrt(Number(json['hidden_size'] ?? 2304)), write: () => ({}) }),
    field('intermediate_size', 'hidden', 9216),
    field('num_hidden_layers', 'layers', 26),
    field('num_attention_heads', 'heads', 8),
    field('num_key_value_heads', 'keyValueHeads', 4),
    field('head_dim', 'headWidth', 256),
    field('hidden_activation', 'feedForward.kind', 'gelu_pytorch_tanh', gatedActivation),
    field('max_position_embeddings', 'context', 131_072),
    field('rms_norm_eps', 'norm.epsilon', 1e-6),
    field('tie_word_embeddings', 'tied', true),
    field('attention_bias', 'attention.bias', false),
    field('attention_bias', 'attention.outputBias', false),
    field('query_pre_attn_scalar', 'attention.scale', 256, { read: (value) => Number(value) ** -0.5, write: (scale) => Number(scale) ** -2 }),
    field('attn_logit_softcapping', 'attention.softCap', null),
    field('final_logit_softcapping', 'logits.softCap', null),
    rotaryFields({ base: 1e6, localBase: 1e4 }),
    windowFields(4096, 'pattern'),
    ...idFields({ begin: 2, end: 1, padding: 0 }),
  ],
  fixed: { use_bidirectional_attention: false },
  weights: () => ({
    ...llamaNames,
    'decoder.blocks.*.attentionPostNorm': 'model.layers.*.post_attention_layernorm',
    'decoder.blocks.*.feedForwardNorm': 'model.layers.*.pre_feedforward_layernorm',
    'decoder.blocks.*.feedForwardPostNorm': 'model.layers.*.post_feedforward_layernorm',
  }),
};
