import { allZeros, LayerNorm, Linear, Module } from '@figment/core/nn';
import { add, concat, mul, reshape, silu, split as splitAt, tidy } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Denoiser, DenoiserCondition } from '@figment/core/interfaces';
import { FigmentError, type Tensor } from '@figment/core';

import { ConditionEmbedding, type ConditionSizes } from '../condition-embedding.ts';
import { requireCounts, requireOption } from '../require.ts';

/** Options of {@link ResidualMlp}. */
export interface ResidualMlpOptions extends ConditionSizes {
  /** Of what it sees, without the batch: [8, 8, 4]. The last axis is channels. */
  readonly shape: readonly number[];
  /** Channels of what it says; those of `shape`. */
  readonly outChannels?: number | undefined;
  /** Numbers in a hidden vector (512). */
  readonly width?: number | undefined;
  /** Blocks (5). */
  readonly layers?: number | undefined;
  /** Numbers in the vector of time and conditions (128). A prompt's vector of as many is added to it as it is. */
  readonly conditionWidth?: number | undefined;
}

/**
 * All numbers of a small latent at once: h += W2 silu(W1 (LN(h) (1 + s) + b)), with s and b from time, class and prompt, which also stand
 * beside the input. Blocks as in Li et al. 2024, "Autoregressive image generation without vector quantization", arXiv:2406.11838,
 * appendix A. No place knows its neighbours, so it learns pictures by heart, at once and cheaply. As it begins, it predicts 0.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class ResidualMlp extends Module implements Denoiser {
  readonly reads = 'pooled';
  readonly condition: ConditionEmbedding;
  readonly input: Linear;
  readonly blocks: readonly ResidualMlpBlock[];
  readonly norm: LayerNorm;
  readonly output: Linear;
  readonly options: ResidualMlpOptions;

  constructor(key: Key, options: ResidualMlpOptions) {
    super();
    const { shape, outChannels = shape.at(-1), width = 512, layers = 5, conditionWidth = 128, classes, pooledWidth } = options;
    requireOption('ResidualMlp.shape', shape.length >= 1 && shape.every((length) => Number.isSafeInteger(length) && length >= 1), 'one or more whole numbers, 1 or more', shape);
    requireCounts('ResidualMlp', { outChannels, width, layers, conditionWidth, classes, pooledWidth });
    const places = shape.slice(0, -1).reduce((product, length) => product * length, 1);
    const [forCondition, forInput, forBlocks, forNorm, forOutput] = split(key, 5);
    this.condition = new ConditionEmbedding(forCondition, { width: conditionWidth, frequencies: 2 * Math.ceil(conditionWidth / 2), classes, pooledWidth, rawPooled: pooledWidth === conditionWidth });
    this.input = new Linear(forInput, { in: places * shape.at(-1)! + conditionWidth, out: width });
    this.blocks = split(forBlocks, layers).map((key) => new ResidualMlpBlock(key, { width, conditionWidth }));
    this.norm = new LayerNorm(forNorm, { width, affine: false });
    this.output = new Linear(forOutput, { in: width, out: places * outChannels!, initialWeight: allZeros, initialBias: allZeros });
    this.options = options;
  }

  get module(): this {
    return this;
  }

  /**
   * x: [B, ...shape], time: [B] -> [B, ..., outChannels]
   *
   * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID`
   */
  predict(x: Tensor, time: Tensor, condition: DenoiserCondition = {}): Tensor {
    const { shape } = this.options;
    const outChannels = this.options.outChannels ?? shape.at(-1)!;
    if (x.shape.slice(1).join() !== shape.join()) throw new FigmentError('SHAPE_MISMATCH', `x must be [batch, ${shape.join(', ')}], got [${x.shape.join(', ')}].`);
    const [batch = 0] = x.shape;
    return tidy(() => {
      const told = this.condition.forward(time, condition); // [B, C]
      const activated = silu(told);
      const h = this.blocks.reduce((h, block) => block.forward(h, activated), this.input.forward(concat([reshape(x, [batch, -1]), told], 1)));
      return reshape(this.output.forward(this.norm.forward(h)), [batch, ...shape.slice(0, -1), outChannels]);
    });
  }
}

/** One residual block of a {@link ResidualMlp}, the identity at first. */
class ResidualMlpBlock extends Module {
  readonly modulation: Linear;
  readonly norm: LayerNorm;
  readonly up: Linear;
  readonly down: Linear;

  constructor(key: Key, { width, conditionWidth }: { readonly width: number; readonly conditionWidth: number }) {
    super();
    const [forModulation, forNorm, forUp, forDown] = split(key, 4);
    this.modulation = new Linear(forModulation, { in: conditionWidth, out: 2 * width });
    this.norm = new LayerNorm(forNorm, { width, affine: false });
    this.up = new Linear(forUp, { in: width, out: width });
    this.down = new Linear(forDown, { in: width, out: width, initialWeight: allZeros, initialBias: allZeros });
  }

  /** h: [B, width], activated: [B, conditionWidth] -> [B, width] */
  forward(h: Tensor, activated: Tensor): Tensor {
    return tidy(() => {
      const [scale, shift] = splitAt(this.modulation.forward(activated), 2, 1) as [Tensor, Tensor];
      const hidden = this.up.forward(add(mul(this.norm.forward(h), add(scale, 1)), shift), { activation: 'silu' });
      return this.down.forward(hidden, { residual: h });
    });
  }
}
