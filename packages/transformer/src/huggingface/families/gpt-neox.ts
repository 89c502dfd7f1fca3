import { activation } from '../config/activation.ts';
import { sizeFields } from '../config/common.ts';
import { rotaryFields } from '../config/rotary.ts';
import { type Family, under } from './family.ts';

/** Black et al. 2022, arXiv:2204.06745; Pythia is one, too. */
export const gptNeox: Family = {
  type: 'gpt_neox',
  definition: 'figment/transformer',
  preset: 'neox',
  architectures: { GPTNeoXForCausalLM: {} },
  prefix: 'gpt_neox.',
  fields: {
    ...sizeFields,
    hidden_act: ['feedForward.kind', 'gelu', activation],
    layer_norm_eps: ['norm.epsilon', 1e-5],
    use_parallel_residual: ['parallel', true],
    attention_bias: ['attention.bias attention.outputBias', true],
    tie_word_embeddings: ['tied', false],
    attention_dropout: ['dropout', null],
    hidden_dropout: ['dropout', null],
  },
  together: [rotaryFields('rotary_emb_base', 'rotary_pct')],
  weights: {
    'tokens': 'gpt_neox.embed_in',
    ...under('decoder.blocks.*.', 'gpt_neox.layers.*.', {
      'attentionNorm': 'input_layernorm',
      'attention.{query,key,value}': 'attention.query_key_value',
      'attention.output': 'attention.dense',
      'feedForwardNorm': 'post_attention_layernorm',
      'feedForward.up': 'mlp.dense_h_to_4h',
      'feedForward.down': 'mlp.dense_4h_to_h',
    }),
    'decoder.norm': 'gpt_neox.final_layer_norm',
    'head': 'embed_out',
  },
  packsHeads: true,
  aliases: /^embed_out/,
  surplus: /\.attention\.((masked_)?bias|rotary_emb\.inv_freq)$/,
};
