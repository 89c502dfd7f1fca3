import { conv1d } from '../../ops/index.ts';
import { type Key, split } from '../../random/index.ts';
import type { Parameter, Tensor } from '../../tensor.ts';
import { refuseConfig, requireChannels, requireSizes } from '../check.ts';
import { torchDefault } from '../initialisers.ts';
import { Module, parameter } from '../module.ts';
import { type ConvolutionOptions, requireChannelsAndGroups } from './options.ts';

/** Options of {@link Conv1d}. */
export interface Conv1dOptions extends Omit<ConvolutionOptions, 'kernel' | 'stride' | 'padding' | 'dilation'> {
  readonly kernel: number;
  /** 1. */
  readonly stride?: number | undefined;
  /** Of both ends, or of each; 'causal' has all of it before the first step, so that no output sees what comes after it (0). */
  readonly padding?: number | readonly [left: number, right: number] | 'same' | 'valid' | 'causal' | undefined;
  /** 1. */
  readonly dilation?: number | undefined;
}

/**
 * Convolution along time. Options and defaults are torch's.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class Conv1d extends Module {
  /** [kernel, in / groups, out]. */
  readonly weight: Parameter;
  /** [out]. */
  readonly bias: Parameter | undefined;
  readonly in: number;
  readonly stride: number;
  readonly padding: Exclude<Conv1dOptions['padding'], 'causal' | undefined>;
  readonly dilation: number;
  readonly groups: number;

  constructor(key: Key, options: Conv1dOptions) {
    super();
    const { in: inputs, out, kernel, stride = 1, dilation = 1, groups = 1, bias = true, initialWeight = torchDefault, initialBias = torchDefault } = options;
    requireChannelsAndGroups('Conv1d', inputs, out, groups);
    requireSizes('Conv1d', { kernel, stride, dilation });
    this.in = inputs;
    this.stride = stride;
    this.padding = paddingOf(options.padding ?? 0, kernel, dilation);
    this.dilation = dilation;
    this.groups = groups;
    const [forWeight, forBias] = split(key, 2);
    const fans = { in: (kernel * inputs) / groups, out: kernel * out };
    this.weight = parameter(() => initialWeight(forWeight, [kernel, inputs / groups, out], fans));
    this.bias = bias ? parameter(() => initialBias(forBias, [out], fans)) : undefined;
  }

  /** x: [B, T, in] -> [B, T', out]. @throws FigmentError `SHAPE_MISMATCH` */
  forward(x: Tensor): Tensor {
    requireChannels('Conv1d', x, this.in, 3);
    const { bias, stride, padding, dilation, groups } = this;
    return conv1d(x, this.weight, { bias, stride, padding, dilation, groups });
  }
}

function paddingOf(padding: Exclude<Conv1dOptions['padding'], undefined>, kernel: number, dilation: number): Exclude<Conv1dOptions['padding'], 'causal' | undefined> {
  if (padding === 'causal') return [dilation * (kernel - 1), 0];
  if (padding === 'same' || padding === 'valid') return padding;
  const ends: readonly number[] = typeof padding === 'number' ? [padding] : padding;
  if (ends.length > 2 || !ends.every((end) => Number.isSafeInteger(end) && end >= 0)) {
    refuseConfig('Conv1d.padding', "one or two whole numbers, 0 or more, 'same', 'valid' or 'causal'", padding);
  }
  return padding;
}
