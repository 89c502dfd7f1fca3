import { allZeros, MultiHeadAttention } from '@figment/core/nn';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import type { Tower } from '../architecture/architecture.ts';
import type { InitialWeights } from './initial-weights.ts';
import { type Normalisation, normOf } from './norm.ts';
import { type Rotation, turned } from './rotary-positions.ts';
import { type Weighing, weightedAttention } from './weighted-attention.ts';

/** Keys and values, [B, Hkv, T, D]. (A type, so that `tidy` takes it for a container of tensors.) */
export type KeysAndValues = {
  readonly keys: Tensor;
  readonly values: Tensor;
};

/** Core's attention in parts, so that a cache can stand between them, and with what language models add to it. */
export class Attention extends MultiHeadAttention {
  /** Over the channels of each head: Henry et al. 2020, arXiv:2010.04245; as Qwen 3 and Gemma 3. */
  readonly queryNorm: Normalisation | undefined;
  readonly keyNorm: Normalisation | undefined;
  readonly scale: number;
  readonly softCap: number | undefined;

  constructor(key: Key, tower: Tower, { query, inner, residual }: InitialWeights) {
    const { width, heads, keyValueHeads, headWidth, attention, norm } = tower;
    const [forCore, forQueryNorm, forKeyNorm] = split(key, 3);
    super(forCore, {
      width, heads, keyValueHeads, headWidth, bias: attention.bias, outputBias: attention.outputBias,
      initialWeights: { query, key: inner, value: inner, output: residual }, initialBias: allZeros,
    });
    this.queryNorm = attention.queryKeyNorm ? normOf(forQueryNorm, headWidth, norm) : undefined;
    this.keyNorm = attention.queryKeyNorm ? normOf(forKeyNorm, headWidth, norm) : undefined;
    this.scale = attention.scale;
    this.softCap = attention.softCap;
  }

  /** context: [B, S, width] -> what can be attended to, for `attend`. */
  keysAndValues(context: Tensor, rotation: Rotation | undefined): KeysAndValues {
    const keys = this.keysOf(context);
    return { keys: rotation === undefined ? keys : turned(keys, rotation), values: this.valuesOf(context) };
  }

  /** x: [B, T, width] -> output [B, T, width], plus `residual`, and on demand the weights, [B, H, T, S]. */
  attend(
    x: Tensor, { keys, values }: KeysAndValues,
    { rotation, residual, ...weighing }: Pick<Weighing, 'causal' | 'mask' | 'positions' | 'wantsWeights'> & { readonly rotation: Rotation | undefined; readonly residual: Tensor | undefined },
  ): { output: Tensor; weights: Tensor | undefined } {
    const queries = this.queriesOf(x);
    const { seen, weights } = weightedAttention(rotation === undefined ? queries : turned(queries, rotation), keys, values, { ...weighing, scale: this.scale, softCap: this.softCap });
    return { output: this.merge(seen, residual), weights };
  }

  protected override queriesOf(x: Tensor): Tensor {
    const queries = super.queriesOf(x);
    return this.queryNorm?.forward(queries) ?? queries;
  }

  protected override keysOf(context: Tensor): Tensor {
    const keys = super.keysOf(context);
    return this.keyNorm?.forward(keys) ?? keys;
  }
}
