import { add, batchNorm, batchNormTraining, mul, ones, zeros } from '../ops/index.ts';
import type { Key } from '../random/index.ts';
import type { Buffer, Parameter, Tensor } from '../tensor.ts';
import { refuseConfig, requireChannels, requireEpsilon, requireSizes } from './check.ts';
import { buffer, Module } from './module.ts';
import { scaleAndShift, type ScaleAndShiftOptions } from './scale-and-shift.ts';

/** Options of {@link BatchNorm}. */
export interface BatchNormOptions extends ScaleAndShiftOptions {
  readonly channels: number;
  /** 1e-5. */
  readonly epsilon?: number | undefined;
  /** The share of a batch in the running statistics, (0, 1] (0.1). */
  readonly momentum?: number | undefined;
}

/** How a batch goes through {@link BatchNorm}. */
export interface BatchNormCall {
  /** With the statistics of the batch, which the running ones then move towards. */
  readonly training: boolean;
  /** What a buffer holds by now, where a step goes through the layer more than once before buffers are written (what is written there). */
  current?(buffer: Buffer): Tensor;
}

/**
 * Channels to mean 0 and variance 1 over batch and space, then * weight + bias. Ioffe and Szegedy 2015, arXiv:1502.03167.
 * In training with the batch's own statistics (biased variance); else with the running ones.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class BatchNorm extends Module {
  /** [channels]. */
  readonly weight: Parameter | undefined;
  /** [channels]. */
  readonly bias: Parameter | undefined;
  /** [channels], zeros at first. */
  readonly runningMean: Buffer;
  /** [channels], ones at first; of unbiased variances. */
  readonly runningVariance: Buffer;
  readonly channels: number;
  readonly epsilon: number;
  readonly momentum: number;

  constructor(key: Key, { channels, epsilon = 1e-5, momentum = 0.1, ...options }: BatchNormOptions) {
    super();
    requireSizes('BatchNorm', { channels });
    requireEpsilon('BatchNorm', epsilon);
    if (!(momentum > 0 && momentum <= 1)) refuseConfig('BatchNorm.momentum', 'in (0, 1]', momentum);
    this.channels = channels;
    this.epsilon = epsilon;
    this.momentum = momentum;
    ({ weight: this.weight, bias: this.bias } = scaleAndShift(key, channels, options));
    this.runningMean = buffer(() => zeros([channels]));
    this.runningVariance = buffer(() => ones([channels]));
  }

  /**
   * x: [B, ..., channels] -> output of the same shape, and in training what the running statistics become: hand `updates` on in
   * the objective's result, and the trainer writes them once the gradient is taken.
   *
   * @throws FigmentError `SHAPE_MISMATCH`, `OPTIONS_INVALID` in training on one value a channel
   */
  forward(x: Tensor, call: BatchNormCall): { output: Tensor; updates: readonly (readonly [Buffer, Tensor])[] } {
    requireChannels('BatchNorm', x, this.channels);
    const { weight, bias, epsilon, momentum } = this;
    const current = (running: Buffer): Tensor => call.current?.(running) ?? running;
    if (!call.training) return { output: batchNorm(x, { mean: current(this.runningMean), variance: current(this.runningVariance), weight, bias, epsilon }), updates: [] };
    const { output, mean, variance } = batchNormTraining(x, { weight, bias, epsilon });
    const moved = (running: Buffer, ofBatch: Tensor): readonly [Buffer, Tensor] => [running, add(mul(current(running), 1 - momentum), mul(ofBatch, momentum))];
    return { output, updates: [moved(this.runningMean, mean), moved(this.runningVariance, variance)] };
  }
}
