import { Embedding, Module, normalOf } from '@figment/core/nn';
import { add, fill, tidy } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { DenoiserCondition } from '@figment/core/interfaces';
import { FigmentError, type Tensor } from '@figment/core';

import { TimeEmbedding, timestepEmbedding } from './time-embedding.ts';

/** What one vector tells a denoiser, besides the time. */
export interface ConditionSizes {
  /** How many classes there are; one more row is learned for "no class". */
  readonly classes?: number | undefined;
  /** Width of a vector that sums up a prompt. */
  readonly pooledWidth?: number | undefined;
}

/** Options of {@link ConditionEmbedding}. */
export interface ConditionEmbeddingOptions extends ConditionSizes {
  readonly width: number;
  /** How many sines and cosines tell the time (256). */
  readonly frequencies?: number | undefined;
  /** 0: the slowest rate is nearly 1 / 10,000; 1: it is that (0). `downscale_freq_shift`. */
  readonly frequencyShift?: number | undefined;
  /** Add the vector of a prompt as it is, which must have `width` numbers, instead of two linear maps of it (false). */
  readonly rawPooled?: boolean | undefined;
}

/**
 * Time, class and prompt as one vector, their sum: what scales and shifts the blocks of a denoiser. Peebles and Xie 2023,
 * arXiv:2212.09748, section 3.2; with prompts as Esser et al. 2024, arXiv:2403.03206, figure 2.
 */
export class ConditionEmbedding extends Module {
  readonly time: TimeEmbedding;
  /** The last row is "no class". */
  readonly labels: Embedding | undefined;
  readonly pooled: TimeEmbedding | undefined;
  readonly options: ConditionEmbeddingOptions;

  constructor(key: Key, options: ConditionEmbeddingOptions) {
    super();
    const { width, frequencies = 256, classes, pooledWidth, rawPooled = false } = options;
    const [forTime, forLabels, forPooled] = split(key, 3);
    this.time = new TimeEmbedding(forTime, { in: frequencies, width });
    this.labels = classes === undefined ? undefined : new Embedding(forLabels, { count: classes + 1, width, initialWeight: normalOf(0.02) });
    // The same two linear maps with SiLU between.
    this.pooled = pooledWidth === undefined || rawPooled ? undefined : new TimeEmbedding(forPooled, { in: pooledWidth, width });
    this.options = options;
  }

  /** time: [B] -> [B, width]. @throws FigmentError `INPUT_INVALID` without the prompt's vector that it was made for */
  forward(time: Tensor, condition: DenoiserCondition): Tensor {
    return tidy(() => [this.ofTime(time), this.ofLabel(condition.label, time.shape[0]), this.ofPrompt(condition.pooled)].filter((part) => part !== undefined).reduce((sum, part) => add(sum, part)));
  }

  private ofTime(time: Tensor): Tensor {
    const { frequencies = 256, frequencyShift = 0 } = this.options;
    return this.time.forward(timestepEmbedding(time, { width: frequencies, frequencyShift }));
  }

  private ofLabel(label: Tensor | undefined, batch: number): Tensor | undefined {
    return this.labels?.forward(label ?? fill([batch], this.options.classes!, 'int32'));
  }

  private ofPrompt(pooled: Tensor | undefined): Tensor | undefined {
    const { pooledWidth } = this.options;
    if (pooledWidth === undefined) return undefined;
    if (pooled === undefined) throw new FigmentError('INPUT_INVALID', `This denoiser needs a vector of the prompt, condition.pooled [B, ${pooledWidth}], got none.`);
    return this.pooled?.forward(pooled) ?? pooled;
  }
}
