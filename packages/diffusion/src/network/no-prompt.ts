import { Module, normalOf, parameter } from '@figment/core/nn';
import { concat, ones, reshape, tile, zeros } from '@figment/core/ops';
import type { Key } from '@figment/core/random';
import type { DenoiserCondition } from '@figment/core/interfaces';
import type { Parameter } from '@figment/core';

/**
 * What stands for "no caption", learned: a vector, told as the whole of a prompt and as its one token. Ho and Salimans 2022,
 * "Classifier-free diffusion guidance", arXiv:2207.12598, section 3.2.
 */
export class NoPrompt extends Module {
  readonly vector: Parameter;

  constructor(key: Key, width: number) {
    super();
    this.vector = parameter(() => normalOf(0.5)(key, [1, width], { in: width, out: width }));
  }

  /** For prompts of `tokens` places. */
  condition(tokens: number): DenoiserCondition {
    const [, width] = this.vector.shape as [number, number];
    return {
      states: tile(reshape(this.vector, [1, 1, width]), [1, tokens, 1]),
      pooled: this.vector,
      mask: tokens === 1 ? ones([1, 1]) : concat([ones([1, 1]), zeros([1, tokens - 1])], 1),
    };
  }
}
