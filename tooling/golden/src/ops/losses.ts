import { binaryCrossEntropy, crossEntropy, huberLoss, klDivergence, l1Loss, logSoftmax, mseLoss, type Reduction, smoothL1Loss } from '@figment/core/ops';

import type { Options } from '../case/options.ts';
import type { OpChecks } from './check.ts';

function reductionOf(options: Options): Reduction {
  const reduction = options.string('reduction', 'mean');
  if (reduction !== 'mean' && reduction !== 'sum' && reduction !== 'none') throw new Error(`there is no reduction ${reduction}`);
  return reduction;
}

export const losses: OpChecks = {
  mse: (inputs, options) => mseLoss(inputs.get('x'), inputs.get('target'), { reduction: reductionOf(options) }),
  l1: (inputs, options) => l1Loss(inputs.get('x'), inputs.get('target'), { reduction: reductionOf(options) }),
  huber: (inputs, options) => huberLoss(inputs.get('x'), inputs.get('target'), { reduction: reductionOf(options), delta: options.number('delta', 1) }),
  smooth_l1: (inputs, options) => smoothL1Loss(inputs.get('x'), inputs.get('target'), { reduction: reductionOf(options), beta: options.number('beta', 1) }),
  bce_with_logits: (inputs, options) =>
    binaryCrossEntropy(inputs.get('x'), inputs.get('target'), { reduction: reductionOf(options), positiveWeight: inputs.find('pos_weight'), weight: inputs.find('weight') }),
  cross_entropy: (inputs, options) =>
    crossEntropy(inputs.get('x'), inputs.get('target'), {
      reduction: reductionOf(options),
      ignoreIndex: options.number('ignore_index', -100),
      labelSmoothing: options.number('label_smoothing', 0),
      classWeight: inputs.find('class_weight'),
    }),
  // x are logits; the sum of each row, averaged over the rows unless the case says otherwise.
  kl_div: (inputs, options) => {
    const reduction = options.string('reduction', 'batchmean');
    return klDivergence(logSoftmax(inputs.get('x')), inputs.get('target'), {
      reduction: reduction === 'batchmean' ? 'batchMean' : reductionOf(options),
      logTarget: options.boolean('log_target', false),
    });
  },
};
