import { idFields } from '../config/common.ts';
import { field } from '../config/field.ts';
import { windowFields } from '../config/window.ts';
import type { Family } from './family.ts';
import { llama, llamaFields, llamaNames } from './llama.ts';

const experts = 'decoder.blocks.*.feedForward.experts.*';

/** Jiang et al. 2024, arXiv:2401.04088. */
export const mixtral: Family = {
  ...llama,
  type: 'mixtral',
  preset: 'mixtral',
  architectures: { MixtralForCausalLM: {} },
  fields: [
    ...llamaFields({ hidden: 14_336, context: 131_072, keyValueHeads: 8, epsilon: 1e-5, base: 1e6 }),
    field('num_local_experts', 'feedForward.experts.count', 8),
    field('num_experts_per_tok', 'feedForward.experts.perToken', 2),
    field('router_aux_loss_coef', 'feedForward.experts.balance', 0.001),
    windowFields(null, 'all'),
    ...idFields({ begin: 1, end: 2 }),
  ],
  weights: () => ({
    ...llamaNames,
    'decoder.blocks.*.feedForward.router': 'model.layers.*.block_sparse_moe.gate',
    [`${experts}.gate`]: 'model.layers.*.block_sparse_moe.experts.*.w1',
    [`${experts}.down`]: 'model.layers.*.block_sparse_moe.experts.*.w2',
    [`${experts}.up`]: 'model.layers.*.block_sparse_moe.experts.*.w3',
  }),
};
