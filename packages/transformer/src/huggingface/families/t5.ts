import type { Architecture } from '../../architecture/architecture.ts';
import { projection } from '../config/activation.ts';
import { idFields } from '../config/common.ts';
import { field, fields } from '../config/field.ts';
import type { Family } from './family.ts';

/** Raffel et al. 2020, arXiv:1910.10683; version 1.1 has gates (Shazeer 2020, arXiv:2002.05202) and a head of its own. */
export const t5: Family = {
  type: 't5',
  definition: 'figment/sequence-to-sequence',
  preset: 't5',
  architectures: { T5ForConditionalGeneration: {}, T5WithLMHeadModel: {} },
  fields: [
    field('vocab_size', 'vocabulary', 32_128),
    field('d_model', 'width', 512),
    field('d_kv', 'headWidth', 64),
    field('d_ff', 'hidden', 2048),
    field('num_layers', 'layers', 6),
    field('num_decoder_layers', 'decoderLayers', null),
    field('num_heads', 'heads', 8),
    // Only where it was trained: there is no table of positions.
    field('n_positions', 'context', 512),
    field('relative_attention_num_buckets', 'relativeBias.buckets', 32),
    field('relative_attention_max_distance', 'relativeBias.maxDistance', 128),
    field('dropout_rate', 'dropout', 0.1),
    field('layer_norm_epsilon', 'norm.epsilon', 1e-6),
    field('feed_forward_proj', 'feedForward.kind', 'relu', projection),
    field('tie_word_embeddings', 'tied', true),
    // transformers 4 scales where weights are tied; 5 says so apart, and calls all tied.
    fields('logits.scale', {
      read: (_, json) => ((json['scale_decoder_outputs'] ?? json['tie_word_embeddings'] ?? true) === true ? Number(json['d_model'] ?? 512) ** -0.5 : 1),
      write: (scale) => ({ scale_decoder_outputs: scale !== 1 }),
    }),
    ...idFields({ end: 1, padding: 0, decoderStart: 0 }),
  ],
  fixed: { is_encoder_decoder: true },
  weights: (architecture) => ({
    tokens: 'shared',
    ...towerNames('encoder', architecture, 1),
    ...towerNames('decoder', architecture, 2),
    'decoder.blocks.*.crossAttentionNorm': 'decoder.block.*.layer.1.layer_norm',
    ...attentionNames('decoder', 'crossAttention', 'layer.1.EncDecAttention'),
    'head': 'lm_head',
  }),
  aliases: ['encoder.embed_tokens.weight', 'decoder.embed_tokens.weight', 'lm_head.weight'],
  surplus: /EncDecAttention\.relative_attention_bias\.weight$/,
  told: { 'lm_head.weight': { tied: false } },
};

function towerNames(tower: 'encoder' | 'decoder', architecture: Architecture, feedForward: number): Record<string, string> {
  const blocks = `${tower}.blocks.*`, theirs = `${tower}.block.*.layer`;
  const dense = `${theirs}.${feedForward}.DenseReluDense`;
  const isGated = architecture[tower]?.feedForward.kind.includes('glu') === true;
  return {
    [`${tower}.relativeBias`]: `${tower}.block.0.layer.0.SelfAttention.relative_attention_bias`,
    [`${blocks}.attentionNorm`]: `${theirs}.0.layer_norm`,
    ...attentionNames(tower, 'attention', 'layer.0.SelfAttention'),
    [`${blocks}.feedForwardNorm`]: `${theirs}.${feedForward}.layer_norm`,
    [`${blocks}.feedForward.gate`]: `${dense}.wi_0`,
    [`${blocks}.feedForward.up`]: `${dense}.wi${isGated ? '_1' : ''}`,
    [`${blocks}.feedForward.down`]: `${dense}.wo`,
    [`${tower}.norm`]: `${tower}.final_layer_norm`,
  };
}

function attentionNames(tower: string, ours: string, theirs: string): Record<string, string> {
  return Object.fromEntries(['query', 'key', 'value', 'output'].map((part) => [`${tower}.blocks.*.${ours}.${part}`, `${tower}.block.*.${theirs}.${part.charAt(0)}`]));
}
