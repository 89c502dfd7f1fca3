import { transpose, valueAndGrads } from '@figment/core/ops';
import { modulatedConv2d } from '@figment/gan/networks';

import type { GoldenKind } from '../kind.ts';
import { withInputs } from '../vae/gradients.ts';
import { uploadInputs } from '../vae/inputs.ts';

/** StyleGAN2's modulated convolution and its gradients. */
export const kind: GoldenKind = {
  name: 'gan.modulated_conv',
  run(golden) {
    const options = { demodulate: golden.options.boolean('demodulate', true), up: golden.options.number('up', 1) as 1 | 2, epsilon: golden.options.number('eps', 1e-8) };
    return withInputs(uploadInputs(golden, ['x', 'weight', 'style', 'upstream']), ({ x, weight, style, upstream }) => {
      const apply = () => modulatedConv2d(x, transpose(weight, [2, 3, 1, 0]), style, options); // [O, I, h, w] -> [h, w, I, O]
      const { value, gradients } = valueAndGrads(apply, [x, weight, style], { upstream });
      return { y: value, grad_x: gradients[0]!, grad_weight: gradients[1]!, grad_style: gradients[2]! };
    });
  },
};
