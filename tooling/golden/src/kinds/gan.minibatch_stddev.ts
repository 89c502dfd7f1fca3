import { valueAndGrads } from '@figment/core/ops';
import { minibatchStddev } from '@figment/gan/networks';

import type { GoldenKind } from '../kind.ts';
import { withInputs } from '../vae/gradients.ts';
import { uploadInputs } from '../vae/inputs.ts';

/** StyleGAN2's minibatch standard deviation and its gradient. */
export const kind: GoldenKind = {
  name: 'gan.minibatch_stddev',
  run(golden) {
    const options = { groupSize: golden.options.number('group_size', Infinity), features: golden.options.number('num_features', 1), epsilon: golden.options.number('eps', 1e-8) };
    return withInputs(uploadInputs(golden, ['x', 'upstream']), ({ x, upstream }) => {
      const { value, gradients } = valueAndGrads(() => minibatchStddev(x, options), [x], { upstream });
      return { y: value, grad_x: gradients[0]! };
    });
  },
};
