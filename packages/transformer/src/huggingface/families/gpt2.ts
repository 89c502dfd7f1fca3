import { activation } from '../config/activation.ts';
import { idFields } from '../config/common.ts';
import { field, fields, shared } from '../config/field.ts';
import type { Family } from './family.ts';

/** Radford et al. 2019: Language Models are Unsupervised Multitask Learners. */
export const gpt2: Family = {
  type: 'gpt2',
  definition: 'figment/transformer',
  preset: 'gpt2',
  architectures: { GPT2LMHeadModel: {}, GPT2Model: {} },
  prefix: 'transformer.',
  fields: [
    field('vocab_size', 'vocabulary', 50_257),
    field('n_positions', 'context', 1024),
    field('n_embd', 'width', 768),
    field('n_layer', 'layers', 12),
    field('n_head', 'heads', 12),
    fields('hidden', { read: (_, json) => json['n_inner'] ?? 4 * Number(json['n_embd'] ?? 768), write: (hidden) => ({ n_inner: hidden }) }),
    field('activation_function', 'feedForward.kind', 'gelu_new', activation),
    field('layer_norm_epsilon', 'norm.epsilon', 1e-5),
    field('tie_word_embeddings', 'tied', true),
    ...shared(['attn_pdrop', 'embd_pdrop', 'resid_pdrop'], 'dropout', 0.1),
    ...idFields({ begin: 50_256, end: 50_256 }),
  ],
  fixed: { scale_attn_weights: true, scale_attn_by_inverse_layer_idx: false, add_cross_attention: false },
  weights: () => ({
    'tokens': 'transformer.wte',
    'decoder.positions': 'transformer.wpe',
    'decoder.blocks.*.attentionNorm': 'transformer.h.*.ln_1',
    'decoder.blocks.*.attention.{query,key,value}': 'transformer.h.*.attn.c_attn',
    'decoder.blocks.*.attention.output': 'transformer.h.*.attn.c_proj',
    'decoder.blocks.*.feedForwardNorm': 'transformer.h.*.ln_2',
    'decoder.blocks.*.feedForward.up': 'transformer.h.*.mlp.c_fc',
    'decoder.blocks.*.feedForward.down': 'transformer.h.*.mlp.c_proj',
    'decoder.norm': 'transformer.ln_f',
    'head': 'lm_head',
  }),
  // Its layers are 1x1 convolutions.
  untransposed: /\.c_(attn|proj|fc)\./,
  aliases: ['lm_head.weight'],
  surplus: /\.attn\.(masked_)?bias$/,
};
