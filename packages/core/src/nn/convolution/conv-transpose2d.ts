import { convTranspose2d, type Pair } from '../../ops/index.ts';
import { type Key, split } from '../../random/index.ts';
import type { Parameter, Tensor } from '../../tensor.ts';
import { refuseConfig, requireChannels } from '../check.ts';
import { torchDefault } from '../initialisers.ts';
import { Module, parameter } from '../module.ts';
import { type ConvolutionOptions, requireChannelsAndGroups, requirePair } from './options.ts';

/** Options of {@link ConvTranspose2d}. */
export interface ConvTranspose2dOptions extends Omit<ConvolutionOptions, 'padding'> {
  /** What is cut off all sides (0). */
  readonly padding?: Pair | undefined;
  /** Rows and columns to add at the bottom and right, fewer than the stride or the dilation: where several input sizes have one output size (0). */
  readonly outputPadding?: Pair | undefined;
}

/**
 * The transpose of {@link Conv2d}: enlarges by its stride. Dumoulin and Visin 2016, arXiv:1603.07285, section 4. Options and
 * defaults are torch's.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class ConvTranspose2d extends Module {
  /** [kernel height, kernel width, out / groups, in]. */
  readonly weight: Parameter;
  /** [out]. */
  readonly bias: Parameter | undefined;
  readonly in: number;
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly outputPadding: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly groups: number;

  constructor(key: Key, options: ConvTranspose2dOptions) {
    super();
    const { in: inputs, out, groups = 1, bias = true, initialWeight = torchDefault, initialBias = torchDefault } = options;
    requireChannelsAndGroups('ConvTranspose2d', inputs, out, groups);
    const kernel = requirePair('ConvTranspose2d', 'kernel', options.kernel);
    this.in = inputs;
    this.stride = requirePair('ConvTranspose2d', 'stride', options.stride ?? 1);
    this.dilation = requirePair('ConvTranspose2d', 'dilation', options.dilation ?? 1);
    this.padding = requirePair('ConvTranspose2d', 'padding', options.padding ?? 0, 0);
    this.outputPadding = requirePair('ConvTranspose2d', 'outputPadding', options.outputPadding ?? 0, 0);
    this.outputPadding.forEach((added, axis) => {
      const limit = Math.max(this.stride[axis]!, this.dilation[axis]!);
      if (added >= limit) refuseConfig('ConvTranspose2d.outputPadding', `below the stride or the dilation (${limit})`, added);
    });
    this.groups = groups;
    const [forWeight, forBias] = split(key, 2);
    const area = kernel[0] * kernel[1];
    const fans = { in: (area * out) / groups, out: area * inputs }; // torch counts the fans of its layout [in, out, ...] the other way round
    this.weight = parameter(() => initialWeight(forWeight, [...kernel, out / groups, inputs], fans));
    this.bias = bias ? parameter(() => initialBias(forBias, [out], fans)) : undefined;
  }

  /** x: [B, H, W, in] -> [B, H', W', out], H' = stride (H - 1) - 2 padding + dilation (kernel - 1) + outputPadding + 1. @throws FigmentError `SHAPE_MISMATCH` */
  forward(x: Tensor): Tensor {
    requireChannels('ConvTranspose2d', x, this.in, 4);
    const { bias, stride, padding, outputPadding, dilation, groups } = this;
    return convTranspose2d(x, this.weight, { bias, stride, padding, outputPadding, dilation, groups });
  }
}
