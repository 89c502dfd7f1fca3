import { activation } from '../config/activation.ts';
import { sizeFields } from '../config/common.ts';
import type { Codec, Json } from '../config/field.ts';
import { attentionUnder, type Family, under } from './family.ts';

/** Older configs tell 2, which no text ends with. */
const endIds: Codec = { read: (end) => (end === 2 ? [] : [end].flat()), write: (ids) => (ids as readonly number[] | undefined)?.[0] ?? 2 };

/** What a text means is the state of its end. */
const means: Json = { head: false, objective: 'contrastive', pooling: 'last', normalize: false };

/**
 * Radford et al. 2021, arXiv:2103.00020: the text encoder of CLIP, which Stable Diffusion is told by. A whole text's state is that of its
 * end, the highest id of a text where its config tells none.
 */
export const clip: Family = {
  type: 'clip_text_model',
  definition: 'figment/text-encoder',
  preset: 'clip',
  architectures: {
    CLIPTextModel: means,
    CLIPTextModelWithProjection: means,
  },
  prefix: 'text_model.',
  fields: { ...sizeFields, eos_token_id: ['ids.end', 2, endIds], hidden_act: ['feedForward.kind', 'quick_gelu', activation], layer_norm_eps: ['norm.epsilon', 1e-5], attention_dropout: ['dropout', null] },
  together: [
    { ours: 'projection', read: (json) => (String(json['architectures']).includes('WithProjection') ? Number(json['projection_dim'] ?? 512) : 0), write: (width) => (width === 0 ? {} : { projection_dim: width, architectures: ['CLIPTextModelWithProjection'] }) },
  ],
  weights: {
    'tokens': 'text_model.embeddings.token_embedding',
    ...under('encoder.', 'text_model.', { positions: 'embeddings.position_embedding', norm: 'final_layer_norm' }),
    ...under('encoder.blocks.*.', 'text_model.encoder.layers.*.', {
      ...attentionUnder('attention', 'self_attn.', ['q_proj', 'k_proj', 'v_proj', 'out_proj']),
      'attentionNorm': 'layer_norm1',
      'feedForward.up': 'mlp.fc1',
      'feedForward.down': 'mlp.fc2',
      'feedForwardNorm': 'layer_norm2',
    }),
    'projection': 'text_projection',
  },
  surplus: /position_ids$/,
};
