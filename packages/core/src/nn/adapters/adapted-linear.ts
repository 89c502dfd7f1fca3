import { activate, add, linear, type LinearMapOptions, mul, sub, tidy } from '../../ops/index.ts';
import type { Key } from '../../random/index.ts';
import type { Parameter, Tensor } from '../../tensor.ts';
import { dropout } from '../dropout.ts';
import type { Linear } from '../linear.ts';
import { Module } from '../module.ts';
import type { LowRank } from './low-rank.ts';

/** A linear layer whose weight stays as it is, and an adapter that is trained. In a checkpoint, the layer's names stay. */
export class AdaptedLinear extends Module implements Linear {
  /** [in, out]; the layer's own, frozen. */
  readonly weight: Parameter;
  /** [out]; frozen. */
  readonly bias: Parameter | undefined;
  readonly adapter: LowRank;
  /** For dropout in the calls to come: none without. Backward passes that compute again find the mask that they had. */
  dropoutKey: Key | undefined;

  constructor({ weight, bias }: Pick<Linear, 'weight' | 'bias'>, adapter: LowRank) {
    super();
    this.weight = weight;
    this.bias = bias;
    this.adapter = adapter;
  }

  /** x: [..., in] -> [..., out], as the layer's own, with W' for W. @throws FigmentError `SHAPE_MISMATCH` */
  forward(x: Tensor, { activation = 'none', residual }: LinearMapOptions = {}): Tensor {
    return tidy(() => {
      const y = this.adapter.magnitude === undefined ? this.#sum(x) : this.#product(x);
      const active = activate(y, activation);
      return residual === undefined ? active : add(active, residual);
    });
  }

  /** x W + b + scale (x A) B */
  #sum(x: Tensor): Tensor {
    return this.#added(linear(x, this.weight, this.bias), this.#dropped(x));
  }

  /**
   * g x (W + scale A B) + b, g = m / |W + scale A B|. With dropout, which is the adapter's alone, what it leaves out is missing from the
   * difference to x W: x W + (g - 1) x~ W + g scale (x~ A) B + b.
   */
  #product(x: Tensor): Tensor {
    const gain = this.adapter.gain(this.weight);
    const dropped = this.#dropped(x);
    const base = linear(dropped, this.weight);
    const scaled = mul(this.#added(base, dropped), gain);
    const y = dropped === x ? scaled : add(scaled, sub(linear(x, this.weight), base));
    return this.bias === undefined ? y : add(y, this.bias);
  }

  /** base + scale (x A) B, the product with the smaller matrix scaled. */
  #added(base: Tensor, x: Tensor): Tensor {
    const { a, b, scale } = this.adapter;
    return linear(mul(linear(x, a), scale), b, undefined, { residual: base });
  }

  #dropped(x: Tensor): Tensor {
    return dropout(x, this.adapter.dropout, this.dropoutKey);
  }
}
