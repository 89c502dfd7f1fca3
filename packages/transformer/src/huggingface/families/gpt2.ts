import { activation } from '../config/activation.ts';
import { idFields } from '../config/common.ts';
import { type Family, under } from './family.ts';

/** Radford et al. 2019: Language Models are Unsupervised Multitask Learners. */
export const gpt2: Family = {
  type: 'gpt2',
  definition: 'figment/transformer',
  preset: 'gpt2',
  architectures: { GPT2LMHeadModel: {}, GPT2Model: {} },
  prefix: 'transformer.',
  fields: {
    ...idFields,
    n_positions: 'context',
    n_embd: 'width',
    n_layer: 'layers',
    n_head: 'heads',
    n_inner: ['hidden', null],
    activation_function: ['feedForward.kind', 'gelu_new', activation],
    layer_norm_epsilon: ['norm.epsilon', 1e-5],
    tie_word_embeddings: ['tied', true],
    attn_pdrop: ['dropout', null],
    embd_pdrop: ['dropout', null],
    resid_pdrop: ['dropout', null],
  },
  fixed: { scale_attn_weights: true, scale_attn_by_inverse_layer_idx: false, add_cross_attention: false },
  weights: {
    'tokens': 'transformer.wte',
    'decoder.positions': 'transformer.wpe',
    ...under('decoder.blocks.*.', 'transformer.h.*.', {
      'attentionNorm': 'ln_1',
      'attention.{query,key,value}': 'attn.c_attn',
      'attention.output': 'attn.c_proj',
      'feedForwardNorm': 'ln_2',
      'feedForward.up': 'mlp.c_fc',
      'feedForward.down': 'mlp.c_proj',
    }),
    'decoder.norm': 'transformer.ln_f',
    'head': 'lm_head',
  },
  // Its layers are 1x1 convolutions.
  untransposed: /\.c_\w+\./,
  aliases: /^lm_head/,
  surplus: /\.attn\.(masked_)?bias$/,
};
