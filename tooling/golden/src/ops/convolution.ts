import { conv1d, conv2d, convTranspose2d, depthwiseConv2d, linear, type Padding, standardizeWeight } from '@figment/core/ops';

import type { Options } from '../case/options.ts';
import type { OpChecks } from './check.ts';

/** One number, [rows, columns], [top, bottom, left, right], or a word. */
function paddingOf(options: Options, fallback: Padding = 0): Padding {
  const given = options.raw('pad', 'padding');
  if (given === undefined) return fallback;
  if (given === 'same' || given === 'valid') return given;
  return options.numbers(['pad', 'padding']) as unknown as Padding;
}

const strideAndDilation = (options: Options): { stride: [number, number]; dilation: [number, number] } => ({
  stride: options.pair('stride', [1, 1]),
  dilation: options.pair('dilation', [1, 1]),
});

export const convolution: OpChecks = {
  linear: (inputs) => linear(inputs.get('x'), inputs.get('w'), inputs.find('b')),
  conv1d: (inputs, options) => {
    const padding = paddingOf(options);
    const ends = typeof padding === 'string' || typeof padding === 'number' ? padding : ([padding[0], padding.at(-1) as number] as const);
    const shared = { bias: inputs.find('b'), stride: options.numbers('stride', [1])[0], dilation: options.numbers('dilation', [1])[0], groups: options.number('groups', 1) };
    return conv1d(inputs.get('x'), inputs.get('w'), { ...shared, padding: ends });
  },
  conv2d: (inputs, options) =>
    conv2d(inputs.get('x'), inputs.get('w'), { bias: inputs.find('b'), padding: paddingOf(options), groups: options.number('groups', 1), ...strideAndDilation(options) }),
  weight_standardized_conv2d: (inputs, options) => {
    const weight = standardizeWeight(inputs.get('w'), { epsilon: options.number(['eps', 'epsilon'], 1e-5) });
    // The reference keeps the size of the picture unless the case says otherwise.
    return conv2d(inputs.get('x'), weight, { bias: inputs.find('b'), padding: paddingOf(options, 'same'), groups: options.number('groups', 1), ...strideAndDilation(options) });
  },
  depthwise_conv2d: (inputs, options) => depthwiseConv2d(inputs.get('x'), inputs.get('w'), { bias: inputs.find('b'), padding: paddingOf(options), ...strideAndDilation(options) }),
  conv_transpose2d: (inputs, options) => {
    const padding = paddingOf(options);
    if (typeof padding === 'string') throw new Error(`conv_transpose2d takes padding in numbers, got ${padding}`);
    const outputPadding = options.pair('output_padding', [0, 0]);
    return convTranspose2d(inputs.get('x'), inputs.get('w'), { bias: inputs.find('b'), padding, outputPadding, groups: options.number('groups', 1), ...strideAndDilation(options) });
  },
};
