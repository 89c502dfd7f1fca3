
import type { Tensor } from '../../tensor.ts';
import { customGrad } from '../autodiff/custom-grad.ts';
import { fused } from '../autodiff/fused.ts';
import { add, mul, sub } from '../basic/arithmetic.ts';
import { sigmoid } from '../basic/elementwise.ts';

/** x * sigmoid(x), also known as swish, of any shape. Elfwing et al. 2017, arXiv 1702.03118. */
export function silu(x: Tensor): Tensor {
  return fused({
    kernel: 'FigmentSilu',
    inputs: { x },
    attrs: {},
    reference: ({ x: given }) =>
      customGrad({
        inputs: [given],
        forward: ([value], remember) => {
          const gate = sigmoid(value);
          remember([gate]);
          return mul(value, gate);
        },
        // s + x s (1 - s)
        gradient: ({ upstream, inputs: [value], remembered: [gate = sigmoid(value)] = [] }) => [
          mul(upstream, mul(gate, add(mul(value, sub(1, gate)), 1))),
        ],
      }),
  });
}
