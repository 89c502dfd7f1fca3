import { add, batchNorm, batchNormTraining, groupNorm, instanceNorm, layerNorm, mul, rmsNorm } from '@figment/core/ops';

import type { Options } from '../case/options.ts';
import type { Inputs, OpChecks } from './check.ts';

const affine = (inputs: Inputs, options: Options, epsilon = 1e-5) => ({ weight: inputs.find('w'), bias: inputs.find('b'), epsilon: options.number(['eps', 'epsilon'], epsilon) });

export const normalization: OpChecks = {
  layer_norm: (inputs, options) => {
    const shape = options.has('normalized_shape') ? options.numbers('normalized_shape') : undefined;
    return layerNorm(inputs.get('x'), { ...affine(inputs, options), axes: shape?.length ?? inputs.find('w')?.rank ?? 1 });
  },
  rms_norm: (inputs, options) => rmsNorm(inputs.get('x'), { weight: inputs.find('w'), epsilon: options.number(['eps', 'epsilon'], 1e-6) }),
  group_norm: (inputs, options) => groupNorm(inputs.get('x'), { groups: options.number(['groups', 'num_groups']), ...affine(inputs, options) }),
  instance_norm: (inputs, options) => instanceNorm(inputs.get('x'), affine(inputs, options)),
  batch_norm: (inputs, options) => {
    const momentum = options.number('momentum', 0.1);
    const [mean, variance] = [inputs.find('running_mean'), inputs.find('running_var')];
    if (!options.boolean('training', true)) return batchNorm(inputs.get('x'), { mean: inputs.get('running_mean'), variance: inputs.get('running_var'), ...affine(inputs, options) });
    const { output, mean: batchMean, variance: batchVariance } = batchNormTraining(inputs.get('x'), affine(inputs, options));
    if (mean === undefined || variance === undefined) return output;
    // What the running statistics become: (1 - momentum) * running + momentum * batch.
    return {
      y: output,
      others: {
        running_mean_after: add(mul(mean, 1 - momentum), mul(batchMean, momentum)),
        running_var_after: add(mul(variance, 1 - momentum), mul(batchVariance, momentum)),
      },
    };
  },
};
