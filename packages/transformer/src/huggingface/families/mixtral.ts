import { type Family, under } from './family.ts';
import { llamaFields, mistral } from './llama.ts';

/** Jiang et al. 2024, arXiv:2401.04088. */
export const mixtral: Family = {
  ...mistral,
  type: 'mixtral',
  preset: 'mixtral',
  architectures: { MixtralForCausalLM: {} },
  fields: {
    ...llamaFields,
    num_local_experts: 'feedForward.experts.count',
    num_experts_per_tok: 'feedForward.experts.perToken',
    router_aux_loss_coef: ['feedForward.experts.balance', 0.001],
  },
  weights: {
    ...(mistral.weights as object),
    ...under('decoder.blocks.*.feedForward.', 'model.layers.*.block_sparse_moe.', { 'router': 'gate', 'experts.*.gate': 'experts.*.w1', 'experts.*.down': 'experts.*.w2', 'experts.*.up': 'experts.*.w3' }),
  },
};
