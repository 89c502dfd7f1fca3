import { gatedActivation } from '../config/activation.ts';
import { idFields } from '../config/common.ts';
import { type ConfigField, field } from '../config/field.ts';
import { rotaryFields } from '../config/rotary.ts';
import { windowFields } from '../config/window.ts';
import type { Family } from './family.ts';

/** What the classes take where a file says nothing. */
interface Defaults {
  readonly vocabulary?: number;
  readonly hidden?: number;
  readonly context?: number;
  readonly keyValueHeads?: number | null;
  readonly headWidth?: number | null;
  readonly epsilon?: number;
  readonly base?: number;
}

/** Fields of Llama's config, which its descendants have, too. */
export function llamaFields({ vocabulary = 32_000, hidden = 11_008, context = 2048, keyValueHeads = null, headWidth = null, epsilon = 1e-6, base = 10_000 }: Defaults): ConfigField[] {
  return [
    field('vocab_size', 'vocabulary', vocabulary),
    field('hidden_size', 'width', 4096),
    field('intermediate_size', 'hidden', hidden),
    field('num_hidden_layers', 'layers', 32),
    field('num_attention_heads', 'heads', 32),
    field('num_key_value_heads', 'keyValueHeads', keyValueHeads),
    field('head_dim', 'headWidth', headWidth),
    field('hidden_act', 'feedForward.kind', 'silu', gatedActivation),
    field('max_position_embeddings', 'context', context),
    field('rms_norm_eps', 'norm.epsilon', epsilon),
    field('tie_word_embeddings', 'tied', false),
    rotaryFields({ base }),
  ];
}

const biases = [field('attention_bias', 'attention.bias', false), field('attention_bias', 'attention.outputBias', false)];

const block = (ours: string, theirs: string): [string, string] => [`decoder.blocks.*.${ours}`, `model.layers.*.${theirs}`];

/** Names of all but the feed-forward networks and the norms around them. */
export const llamaNames: Readonly<Record<string, string>> = {
  tokens: 'model.embed_tokens',
  ...Object.fromEntries([
    block('attentionNorm', 'input_layernorm'),
    block('attention.query', 'self_attn.q_proj'),
    block('attention.key', 'self_attn.k_proj'),
    block('attention.value', 'self_attn.v_proj'),
    block('attention.output', 'self_attn.o_proj'),
    block('attention.queryNorm', 'self_attn.q_norm'),
    block('attention.keyNorm', 'self_attn.k_norm'),
    block('feedForwardNorm', 'post_attention_layernorm'),
    block('feedForward.gate', 'mlp.gate_proj'),
    block('feedForward.up', 'mlp.up_proj'),
    block('feedForward.down', 'mlp.down_proj'),
  ]),
  'decoder.norm': 'model.norm',
  'head': 'lm_head',
};

/** Touvron et al. 2023, arXiv:2302.13971 and 2307.09288; Llama 3: arXiv:2407.21783. */
export const llama: Family = {
  type: 'llama',
  definition: 'figment/transformer',
  preset: 'llama',
  architectures: { LlamaForCausalLM: {} },
  prefix: 'model.',
  fields: [...llamaFields({}), ...biases, field('mlp_bias', 'feedForward.bias', false), ...idFields({ begin: 1, end: 2 })],
  weights: () => llamaNames,
  aliases: ['lm_head.weight'],
  surplus: /rotary_emb\.inv_freq$/,
};

/** Jiang et al. 2023, arXiv:2310.06825. */
export const mistral: Family = {
  ...llama,
  type: 'mistral',
  preset: 'mistral',
  architectures: { MistralForCausalLM: {} },
  fields: [...llamaFields({ hidden: 14_336, context: 131_072, keyValueHeads: 8 }), windowFields(4096, 'all'), ...idFields({ begin: 1, end: 2 })],
};

/** Yang et al. 2024, arXiv:2407.10671. */
export const qwen2: Family = {
  ...llama,
  type: 'qwen2',
  preset: 'qwen2',
  architectures: { Qwen2ForCausalLM: {} },
  fields: [...llamaFields({ vocabulary: 151_936, hidden: 22_016, context: 32_768, keyValueHeads: 32 }), windowFields(4096, 'switch'), ...idFields()],
};

/** Yang et al. 2025, arXiv:2505.09388. */
export const qwen3: Family = {
  ...llama,
  type: 'qwen3',
  preset: 'qwen3',
  architectures: { Qwen3ForCausalLM: {} },
  fields: [...llamaFields({ vocabulary: 151_936, hidden: 22_016, context: 32_768, keyValueHeads: 32, headWidth: 128 }), ...biases, windowFields(4096, 'switch'), ...idFields()],
};
