import { activation } from '../config/activation.ts';
import { idFields, scaledByRoot } from '../config/common.ts';
import { type ConfigField, field, type Json, shared } from '../config/field.ts';
import type { Family } from './family.ts';

const bartFields: readonly ConfigField[] = [
  field('d_model', 'width', 1024),
  field('encoder_layers', 'layers', 12),
  field('decoder_layers', 'decoderLayers', 12),
  field('encoder_attention_heads', 'heads', 16),
  field('decoder_attention_heads', 'decoderHeads', 16),
  field('encoder_ffn_dim', 'hidden', 4096),
  field('decoder_ffn_dim', 'decoderHidden', 4096),
  field('activation_function', 'feedForward.kind', 'gelu', activation),
  field('max_position_embeddings', 'context', 1024),
  field('scale_embedding', 'embedding.scale', false, scaledByRoot),
  ...shared(['attention_dropout', 'activation_dropout', 'dropout'], 'dropout', 0.1),
];

const fixed: Json = { is_encoder_decoder: true, tie_word_embeddings: true };

/** Lewis et al. 2020, arXiv:1910.13461. */
export const bart: Family = {
  type: 'bart',
  definition: 'figment/sequence-to-sequence',
  preset: 'bart',
  architectures: { BartForConditionalGeneration: {}, BartModel: {} },
  prefix: 'model.',
  fields: [field('vocab_size', 'vocabulary', 50_265), ...bartFields, ...idFields({ begin: 0, end: 2, padding: 1, decoderStart: 2 })],
  fixed,
  weights: () => ({
    tokens: 'model.shared',
    ...towerNames('encoder'),
    ...towerNames('decoder'),
    'decoder.blocks.*.crossAttentionNorm': 'model.decoder.layers.*.encoder_attn_layer_norm',
    ...attentionNames('decoder', 'crossAttention', 'encoder_attn'),
    'headBias': 'final_logits_bias',
  }),
  aliases: ['model.encoder.embed_tokens.weight', 'model.decoder.embed_tokens.weight', 'lm_head.weight'],
  surplus: /^model\.(en|de)coder\.version$/,
  optional: /^final_logits_bias$/,
};

/** Liu et al. 2020, arXiv:2001.08210: norms before each part of a block, and one after the last. */
export const mbart: Family = {
  ...bart,
  type: 'mbart',
  architectures: { MBartForConditionalGeneration: { norm: { placement: 'pre', final: true } } },
  fields: [field('vocab_size', 'vocabulary', 50_265), ...bartFields, ...idFields({ begin: 0, end: 2, padding: 1, decoderStart: null })],
};

/** Junczys-Dowmunt et al. 2018, arXiv:1804.00344: Marian, of which the models of OPUS-MT are. */
export const marian: Family = {
  ...bart,
  type: 'marian',
  preset: 'marian',
  architectures: { MarianMTModel: {} },
  fields: [field('vocab_size', 'vocabulary', 58_101), ...bartFields, ...idFields({ end: 0, padding: 58_100, decoderStart: 58_100 })],
  fixed: { ...fixed, share_encoder_decoder_embeddings: true },
  surplus: /^model\.(en|de)coder\.(version|embed_positions\.weight)$/,
};

function towerNames(tower: 'encoder' | 'decoder'): Record<string, string> {
  const ours = `${tower}.blocks.*`, theirs = `model.${tower}.layers.*`;
  return {
    [`${tower}.positions`]: `model.${tower}.embed_positions`,
    [`${tower}.embeddingNorm`]: `model.${tower}.layernorm_embedding`,
    ...attentionNames(tower, 'attention', 'self_attn'),
    [`${ours}.attentionNorm`]: `${theirs}.self_attn_layer_norm`,
    [`${ours}.feedForward.up`]: `${theirs}.fc1`,
    [`${ours}.feedForward.down`]: `${theirs}.fc2`,
    [`${ours}.feedForwardNorm`]: `${theirs}.final_layer_norm`,
    [`${tower}.norm`]: `model.${tower}.layer_norm`,
  };
}

function attentionNames(tower: string, ours: string, theirs: string): Record<string, string> {
  const parts = { query: 'q_proj', key: 'k_proj', value: 'v_proj', output: 'out_proj' };
  return Object.fromEntries(Object.entries(parts).map(([part, name]) => [`${tower}.blocks.*.${ours}.${part}`, `model.${tower}.layers.*.${theirs}.${name}`]));
}
