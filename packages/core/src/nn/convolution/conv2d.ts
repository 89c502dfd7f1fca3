import { conv2d, type Padding } from '../../ops/index.ts';
import { type Key, split } from '../../random/index.ts';
import type { Parameter, Tensor } from '../../tensor.ts';
import { requireChannels } from '../check.ts';
import { torchDefault } from '../initialisers.ts';
import { Module, parameter } from '../module.ts';
import { type ConvolutionOptions, requireChannelsAndGroups, requirePadding, requirePair } from './options.ts';

/**
 * Cross-correlation of pictures with learned kernels: y[h, w, o] = sum over i, j, c of x[s h + d i - p, s w + d j - p, c] W[i, j, c, o] + b[o].
 * LeCun et al. 1989, "Backpropagation applied to handwritten zip code recognition". Options and defaults are torch's.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class Conv2d extends Module {
  /** [kernel height, kernel width, in / groups, out]. */
  readonly weight: Parameter;
  /** [out]. */
  readonly bias: Parameter | undefined;
  readonly in: number;
  readonly stride: readonly [number, number];
  readonly padding: Padding;
  readonly dilation: readonly [number, number];
  readonly groups: number;

  constructor(key: Key, options: ConvolutionOptions) {
    super();
    const { in: inputs, out, groups = 1, bias = true, initialWeight = torchDefault, initialBias = torchDefault } = options;
    requireChannelsAndGroups('Conv2d', inputs, out, groups);
    const kernel = requirePair('Conv2d', 'kernel', options.kernel);
    this.in = inputs;
    this.groups = groups;
    this.stride = requirePair('Conv2d', 'stride', options.stride ?? 1);
    this.dilation = requirePair('Conv2d', 'dilation', options.dilation ?? 1);
    this.padding = requirePadding('Conv2d', options.padding ?? 0);
    const [forWeight, forBias] = split(key, 2);
    const area = kernel[0] * kernel[1];
    const fans = { in: (area * inputs) / groups, out: area * out };
    this.weight = parameter(() => initialWeight(forWeight, [...kernel, inputs / groups, out], fans));
    this.bias = bias ? parameter(() => initialBias(forBias, [out], fans)) : undefined;
  }

  /** x: [B, H, W, in] -> [B, H', W', out], H' = floor((H + padding - dilation (kernel - 1) - 1) / stride) + 1. @throws FigmentError `SHAPE_MISMATCH` */
  forward(x: Tensor): Tensor {
    requireChannels('Conv2d', x, this.in, 4);
    const { bias, stride, padding, dilation, groups } = this;
    return conv2d(x, this.weight, { bias, stride, padding, dilation, groups });
  }
}
