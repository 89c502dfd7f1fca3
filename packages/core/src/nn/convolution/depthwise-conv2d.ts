import { depthwiseConv2d, type Padding } from '../../ops/index.ts';
import { type Key, split } from '../../random/index.ts';
import type { Parameter, Tensor } from '../../tensor.ts';
import { requireChannels, requireSizes } from '../check.ts';
import { torchDefault } from '../initialisers.ts';
import { Module, parameter } from '../module.ts';
import { type ConvolutionOptions, requirePadding, requirePair } from './options.ts';

/** Options of {@link DepthwiseConv2d}. */
export interface DepthwiseConv2dOptions extends Omit<ConvolutionOptions, 'in' | 'out' | 'groups'> {
  readonly channels: number;
  /** Kernels for each channel (1). */
  readonly multiplier?: number | undefined;
}

/**
 * Each channel with kernels of its own; channel c becomes channels c * multiplier and on. torch's `Conv2d` with as many groups as
 * channels. Chollet 2016, arXiv:1610.02357.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class DepthwiseConv2d extends Module {
  /** [kernel height, kernel width, channels, multiplier]. */
  readonly weight: Parameter;
  /** [channels * multiplier]. */
  readonly bias: Parameter | undefined;
  readonly channels: number;
  readonly stride: readonly [number, number];
  readonly padding: Padding;
  readonly dilation: readonly [number, number];

  constructor(key: Key, options: DepthwiseConv2dOptions) {
    super();
    const { channels, multiplier = 1, bias = true, initialWeight = torchDefault, initialBias = torchDefault } = options;
    requireSizes('DepthwiseConv2d', { channels, multiplier });
    const kernel = requirePair('DepthwiseConv2d', 'kernel', options.kernel);
    this.channels = channels;
    this.stride = requirePair('DepthwiseConv2d', 'stride', options.stride ?? 1);
    this.dilation = requirePair('DepthwiseConv2d', 'dilation', options.dilation ?? 1);
    this.padding = requirePadding('DepthwiseConv2d', options.padding ?? 0);
    const [forWeight, forBias] = split(key, 2);
    const area = kernel[0] * kernel[1];
    const fans = { in: area, out: area * channels * multiplier };
    this.weight = parameter(() => initialWeight(forWeight, [...kernel, channels, multiplier], fans));
    this.bias = bias ? parameter(() => initialBias(forBias, [channels * multiplier], fans)) : undefined;
  }

  /** x: [B, H, W, channels] -> [B, H', W', channels * multiplier]. @throws FigmentError `SHAPE_MISMATCH` */
  forward(x: Tensor): Tensor {
    requireChannels('DepthwiseConv2d', x, this.channels, 4);
    const { bias, stride, padding, dilation } = this;
    return depthwiseConv2d(x, this.weight, { bias, stride, padding, dilation });
  }
}
