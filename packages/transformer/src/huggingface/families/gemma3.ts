import { gatedActivation } from '../config/activation.ts';
import { sizeFields } from '../config/common.ts';
import { rotaryFields } from '../config/rotary.ts';
import { windowFields } from '../config/window.ts';
import { type Family, under } from './family.ts';
import { biasFields, llama } from './llama.ts';

/** Gemma Team 2025, arXiv:2503.19786; the part that reads and writes text. */
export const gemma3: Family = {
  ...llama,
  type: 'gemma3_text',
  preset: 'gemma3',
  architectures: { Gemma3ForCausalLM: {} },
  fields: {
    ...sizeFields,
    num_key_value_heads: ['keyValueHeads', null],
    rms_norm_eps: ['norm.epsilon', 1e-6],
    ...biasFields,
    hidden_activation: ['feedForward.kind', 'gelu_pytorch_tanh', gatedActivation],
    head_dim: ['headWidth', 256],
    tie_word_embeddings: ['tied', true],
    query_pre_attn_scalar: ['attention.scale', 256, { read: (value) => Number(value) ** -0.5, write: (scale) => Number(scale) ** -2 }],
    final_logit_softcapping: ['logits.softCap', null],
  },
  together: [rotaryFields(), windowFields('pattern')],
  fixed: { use_bidirectional_attention: false },
  weights: {
    ...(llama.weights as object),
    ...under('decoder.blocks.*.', 'model.layers.*.', { attentionPostNorm: 'post_attention_layernorm', feedForwardNorm: 'pre_feedforward_layernorm', feedForwardPostNorm: 'post_feedforward_layernorm' }),
  },
};
