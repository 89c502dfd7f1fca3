import { activation } from '../config/activation.ts';
import { idFields } from '../config/common.ts';
import { field, shared } from '../config/field.ts';
import { rotaryFields } from '../config/rotary.ts';
import type { Family } from './family.ts';

/** Black et al. 2022, arXiv:2204.06745; Pythia is one, too. */
export const gptNeox: Family = {
  type: 'gpt_neox',
  definition: 'figment/transformer',
  preset: 'neox',
  architectures: { GPTNeoXForCausalLM: {} },
  prefix: 'gpt_neox.',
  fields: [
    field('vocab_size', 'vocabulary', 50_432),
    field('hidden_size', 'width', 6144),
    field('num_hidden_layers', 'layers', 44),
    field('num_attention_heads', 'heads', 64),
    field('intermediate_size', 'hidden', 24_576),
    field('hidden_act', 'feedForward.kind', 'gelu', activation),
    field('max_position_embeddings', 'context', 2048),
    field('layer_norm_eps', 'norm.epsilon', 1e-5),
    field('use_parallel_residual', 'parallel', true),
    field('attention_bias', 'attention.bias', true),
    field('attention_bias', 'attention.outputBias', true),
    field('tie_word_embeddings', 'tied', false),
    ...shared(['attention_dropout', 'hidden_dropout'], 'dropout', 0),
    rotaryFields({ base: 10_000, fraction: 0.25 }),
    ...idFields({ begin: 0, end: 2 }),
  ],
  weights: () => ({
    'tokens': 'gpt_neox.embed_in',
    'decoder.blocks.*.attentionNorm': 'gpt_neox.layers.*.input_layernorm',
    'decoder.blocks.*.attention.{query,key,value}': 'gpt_neox.layers.*.attention.query_key_value',
    'decoder.blocks.*.attention.output': 'gpt_neox.layers.*.attention.dense',
    'decoder.blocks.*.feedForwardNorm': 'gpt_neox.layers.*.post_attention_layernorm',
    'decoder.blocks.*.feedForward.up': 'gpt_neox.layers.*.mlp.dense_h_to_4h',
    'decoder.blocks.*.feedForward.down': 'gpt_neox.layers.*.mlp.dense_4h_to_h',
    'decoder.norm': 'gpt_neox.final_layer_norm',
    'head': 'embed_out',
  }),
  // Each head's query, key and value lie together.
  packs: ({ decoder }) => decoder?.heads ?? 1,
  aliases: ['embed_out.weight'],
  surplus: /\.attention\.((masked_)?bias|rotary_emb\.inv_freq)$/,
};
