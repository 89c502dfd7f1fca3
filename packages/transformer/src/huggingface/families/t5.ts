import type { Architecture } from '../../architecture/architecture.ts';
import { projection } from '../config/activation.ts';
import { idFields } from '../config/common.ts';
import { attentionUnder, type Family, under, type WeightNames } from './family.ts';

/** Raffel et al. 2020, arXiv:1910.10683; version 1.1 has gates (Shazeer 2020, arXiv:2002.05202) and a head of its own. */
export const t5: Family = {
  type: 't5',
  definition: 'figment/sequence-to-sequence',
  preset: 't5',
  architectures: { T5ForConditionalGeneration: {} },
  fields: {
    ...idFields,
    d_model: 'width',
    d_kv: 'headWidth',
    d_ff: 'hidden',
    num_layers: 'layers',
    num_decoder_layers: ['decoderLayers', null],
    num_heads: 'heads',
    // Only where it was trained: there is no table of positions.
    n_positions: ['context', 512],
    relative_attention_num_buckets: ['relativeBias.buckets', 32],
    relative_attention_max_distance: ['relativeBias.maxDistance', 128],
    dropout_rate: ['dropout', null],
    layer_norm_epsilon: ['norm.epsilon', 1e-6],
    feed_forward_proj: ['feedForward.kind', 'relu', projection],
    tie_word_embeddings: ['tied', true],
  },
  // transformers 4 scales where weights are tied; 5 says so apart, and calls all tied.
  together: [{
    ours: 'logits.scale',
    read: (json) => ((json['scale_decoder_outputs'] ?? json['tie_word_embeddings'] ?? true) === true ? Number(json['d_model']) ** -0.5 : 1),
    write: (scale) => ({ scale_decoder_outputs: scale !== 1 }),
  }],
  fixed: { is_encoder_decoder: true },
  weights: (architecture) => ({
    'tokens': 'shared',
    ...towerNames('encoder', architecture, 1),
    ...towerNames('decoder', architecture, 2),
    ...under('decoder.blocks.*.', 'decoder.block.*.layer.1.', { crossAttentionNorm: 'layer_norm', ...attentionUnder('crossAttention', 'EncDecAttention.', layers) }),
    'head': 'lm_head',
  }),
  aliases: /^((en|de)coder\.embed_tokens|lm_head)\.weight$/,
  surplus: /EncDecAttention\.relative_attention_bias\.weight$/,
  told: { 'lm_head.weight': { tied: false } },
};

const layers = ['q', 'k', 'v', 'o'];

function towerNames(tower: 'encoder' | 'decoder', architecture: Architecture, feedForward: number): WeightNames {
  const isGated = architecture[tower]?.feedForward.kind.includes('glu') === true;
  return {
    [`${tower}.relativeBias`]: `${tower}.block.0.layer.0.SelfAttention.relative_attention_bias`,
    ...under(`${tower}.blocks.*.`, `${tower}.block.*.layer.`, {
      attentionNorm: '0.layer_norm',
      ...attentionUnder('attention', '0.SelfAttention.', layers),
      feedForwardNorm: `${feedForward}.layer_norm`,
      ...under('feedForward.', `${feedForward}.DenseReluDense.`, { gate: 'wi_0', up: isGated ? 'wi_1' : 'wi', down: 'wo' }),
    }),
    [`${tower}.norm`]: `${tower}.final_layer_norm`,
  };
}
