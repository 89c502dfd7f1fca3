import { activation } from '../config/activation.ts';
import { idFields } from '../config/common.ts';
import type { Json } from '../config/field.ts';
import { attentionUnder, type Family, under, type WeightNames } from './family.ts';

const fixed: Json = { is_encoder_decoder: true, tie_word_embeddings: true };
const layers = ['q_proj', 'k_proj', 'v_proj', 'out_proj'];

/** Lewis et al. 2020, arXiv:1910.13461. */
export const bart: Family = {
  type: 'bart',
  definition: 'figment/sequence-to-sequence',
  preset: 'bart',
  architectures: { BartForConditionalGeneration: {}, BartModel: {} },
  prefix: 'model.',
  fields: {
    ...idFields,
    d_model: 'width',
    encoder_layers: 'layers',
    decoder_layers: 'decoderLayers',
    encoder_attention_heads: 'heads',
    decoder_attention_heads: 'decoderHeads',
    encoder_ffn_dim: 'hidden',
    decoder_ffn_dim: 'decoderHidden',
    activation_function: ['feedForward.kind', 'gelu', activation],
    max_position_embeddings: 'context',
    attention_dropout: ['dropout', null],
    dropout: ['dropout', null],
  },
  // By the root of the width.
  together: [{ ours: 'embedding.scale', read: (json) => (json['scale_embedding'] === true ? Math.sqrt(Number(json['d_model'])) : 1), write: (scale) => ({ scale_embedding: scale !== 1 }) }],
  fixed,
  weights: {
    'tokens': 'model.shared',
    ...towerNames('encoder'),
    ...towerNames('decoder'),
    ...under('decoder.blocks.*.', 'model.decoder.layers.*.encoder_attn', { crossAttentionNorm: '_layer_norm', ...attentionUnder('crossAttention', '.', layers) }),
    'headBias': 'final_logits_bias',
  },
  aliases: /^(model\.(en|de)coder\.embed_tokens|lm_head)\.weight$/,
  surplus: /^model\.(en|de)coder\.version$/,
  optional: /^final_logits_bias$/,
};

/** Liu et al. 2020, arXiv:2001.08210: norms before each part of a block, and one after the last. */
export const mbart: Family = {
  ...bart,
  type: 'mbart',
  architectures: { MBartForConditionalGeneration: { norm: { placement: 'pre', final: true } } },
};

/** Junczys-Dowmunt et al. 2018, arXiv:1804.00344: Marian, of which the models of OPUS-MT are. */
export const marian: Family = {
  ...bart,
  type: 'marian',
  preset: 'marian',
  architectures: { MarianMTModel: {} },
  fixed: { ...fixed, share_encoder_decoder_embeddings: true },
  surplus: /^model\.(en|de)coder\.(version|embed_positions\.weight)$/,
};

function towerNames(tower: 'encoder' | 'decoder'): WeightNames {
  return {
    ...under(`${tower}.`, `model.${tower}.`, { positions: 'embed_positions', embeddingNorm: 'layernorm_embedding', norm: 'layer_norm' }),
    ...under(`${tower}.blocks.*.`, `model.${tower}.layers.*.`, {
      ...attentionUnder('attention', 'self_attn.', layers),
      'attentionNorm': 'self_attn_layer_norm',
      'feedForward.up': 'fc1',
      'feedForward.down': 'fc2',
      'feedForwardNorm': 'final_layer_norm',
    }),
  };
}
