import type { Tensor } from '@figment/core';
import { adaptiveAveragePool2d, averagePool2d, div, maxPool2d, mul } from '@figment/core/ops';

import type { Options } from '../case/options.ts';
import type { OpChecks } from './check.ts';

type Sides = readonly [number, number] | readonly [number, number, number, number];

function windowOf(options: Options): { size: [number, number]; stride: [number, number]; padding: Sides; ceil: boolean } {
  const size = options.pair(['kernel', 'kernel_size', 'size']);
  const padding = options.numbers(['padding', 'pad'], [0]);
  return {
    size,
    stride: options.pair('stride', size),
    padding: padding.length === 4 ? (padding as unknown as Sides) : options.pair(['padding', 'pad'], [0, 0]),
    ceil: options.boolean(['ceil_mode', 'ceil'], false),
  };
}

/** With a divisor of its own the window's sum is divided by that. */
function averagePool(x: Tensor, options: Options): Tensor {
  const window = windowOf(options);
  const countPadding = options.boolean('count_include_pad', true);
  if (!options.has('divisor_override')) return averagePool2d(x, { ...window, countPadding });
  if (window.ceil || !countPadding) throw new Error('divisor_override is checked with full windows only');
  return div(mul(averagePool2d(x, window), window.size[0] * window.size[1]), options.number('divisor_override'));
}

export const pooling: OpChecks = {
  avg_pool2d: (inputs, options) => averagePool(inputs.get('x'), options),
  max_pool2d: (inputs, options) => maxPool2d(inputs.get('x'), { ...windowOf(options), dilation: options.pair('dilation', [1, 1]) }),
  adaptive_avg_pool2d: (inputs, options) => adaptiveAveragePool2d(inputs.get('x'), options.pair(['size', 'output_size'])),
};
