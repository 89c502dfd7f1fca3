import { gatedActivation } from '../config/activation.ts';
import { sizeFields } from '../config/common.ts';
import type { ConfigField } from '../config/field.ts';
import { rotaryFields } from '../config/rotary.ts';
import { windowFields } from '../config/window.ts';
import { attentionUnder, type Family, under } from './family.ts';

/** Fields of Llama's config, which its descendants have, too. */
export const llamaFields: Readonly<Record<string, ConfigField>> = {
  ...sizeFields,
  num_key_value_heads: ['keyValueHeads', null],
  head_dim: ['headWidth', null],
  rms_norm_eps: ['norm.epsilon', 1e-6],
  tie_word_embeddings: ['tied', false],
  hidden_act: ['feedForward.kind', 'silu', gatedActivation],
};

/** Of Llama itself, and those that took it over. */
export const biasFields: Readonly<Record<string, ConfigField>> = { attention_bias: ['attention.bias attention.outputBias', false] };

/** Touvron et al. 2023, arXiv:2302.13971 and 2307.09288; Llama 3: arXiv:2407.21783. */
export const llama: Family = {
  type: 'llama',
  definition: 'figment/transformer',
  preset: 'llama',
  architectures: { LlamaForCausalLM: {} },
  prefix: 'model.',
  fields: { ...llamaFields, ...biasFields, mlp_bias: ['feedForward.bias', false] },
  together: [rotaryFields()],
  weights: {
    'tokens': 'model.embed_tokens',
    ...under('decoder.blocks.*.', 'model.layers.*.', {
      'attentionNorm': 'input_layernorm',
      ...attentionUnder('attention', 'self_attn.', ['q_proj', 'k_proj', 'v_proj', 'o_proj']),
      'attention.queryNorm': 'self_attn.q_norm',
      'attention.keyNorm': 'self_attn.k_norm',
      'feedForwardNorm': 'post_attention_layernorm',
      ...under('feedForward.', 'mlp.', { gate: 'gate_proj', up: 'up_proj', down: 'down_proj' }),
    }),
    'decoder.norm': 'model.norm',
    'head': 'lm_head',
  },
  aliases: /^lm_head/,
  surplus: /rotary_emb\.inv_freq$/,
};

/** Jiang et al. 2023, arXiv:2310.06825. */
export const mistral: Family = {
  ...llama,
  type: 'mistral',
  preset: 'mistral',
  architectures: { MistralForCausalLM: {} },
  fields: llamaFields,
  together: [rotaryFields(), windowFields('all')],
};

/** Yang et al. 2024, arXiv:2407.10671. */
export const qwen2: Family = {
  ...mistral,
  type: 'qwen2',
  preset: 'qwen2',
  architectures: { Qwen2ForCausalLM: {} },
  together: [rotaryFields(), windowFields('switch')],
};

/** Yang et al. 2025, arXiv:2505.09388. */
export const qwen3: Family = {
  ...qwen2,
  type: 'qwen3',
  preset: 'qwen3',
  architectures: { Qwen3ForCausalLM: {} },
  fields: { ...llamaFields, ...biasFields, head_dim: ['headWidth', 128] },
};
