import { argMax, cast, equal, mul, oneHot, reshape, sum, tidy } from '@figment/core/ops';
import type { PromptEncoder, PromptEncoding } from '@figment/core/interfaces';
import type { Key } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import type { Architecture } from '../architecture/architecture.ts';
import type { TowerCall, TowerOutput } from './call.ts';
import { pool, type Pooling } from './pooling.ts';
import { TransformerNetwork } from './transformer-network.ts';

/** How the states of a prompt become one. */
export interface PromptPooling {
  /** 'last' is the first of the tokens that end a text, though padding that reads the same follows. */
  readonly pooling: Pooling;
  /** Ids that end a text; of a text encoder that tells none it is the highest there is in the text. */
  readonly end: readonly number[];
}

/** The network of a text encoder, which other models may be told by: core's {@link PromptEncoder}. */
export class TextEncoderNetwork extends TransformerNetwork implements PromptEncoder {
  readonly #pooling: PromptPooling;

  constructor(key: Key, architecture: Architecture, pooling: PromptPooling) {
    super(key, architecture);
    this.#pooling = pooling;
  }

  get module(): this {
    return this;
  }

  /** Of the states. */
  get width(): number {
    return this.architecture.encoder!.width;
  }

  override encode(ids: Tensor, mask: Tensor): PromptEncoding;
  override encode(ids: Tensor, call?: TowerCall): TowerOutput;
  override encode(ids: Tensor, told: Tensor | TowerCall = {}): PromptEncoding | TowerOutput {
    if (!('dataId' in told)) return super.encode(ids, told);
    const { pooling, end } = this.#pooling;
    const states = super.encode(ids, { mask: told }).hidden;
    const pooled = tidy(() => {
      const one = pooling === 'last' ? at(states, endOf(ids, end)) : pool(states, told, pooling);
      return this.projection?.forward(one) ?? one;
    });
    return { states, pooled, mask: told };
  }
}

/** Where a text ends, [B]. @param ids int32 [B, T] */
function endOf(ids: Tensor, [end]: readonly number[]): Tensor {
  return argMax(end === undefined ? ids : cast(equal(ids, end), 'int32'), 1);
}

/** states: [B, T, D], positions: int32 [B] -> [B, D] */
function at(states: Tensor, positions: Tensor): Tensor {
  const [batch, time] = states.shape as [number, number];
  return sum(mul(states, reshape(oneHot(positions, time, 1, 0, 'float32'), [batch, time, 1])), 1);
}
