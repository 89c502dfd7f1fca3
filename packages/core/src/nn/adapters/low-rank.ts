import { add, customGrad, div, matMul, mul, sqrt, square, sum, tidy } from '../../ops/index.ts';
import type { Key } from '../../random/index.ts';
import type { Parameter, Tensor } from '../../tensor.ts';
import { allZeros, torchDefault } from '../initialisers.ts';
import { Module, parameter } from '../module.ts';

/** What an adapter of one layer is made from. */
export interface LowRankOptions {
  readonly rank: number;
  /** What its product is multiplied with. */
  readonly scale: number;
  /** Learns the lengths of the weights of each output, too: DoRA. */
  readonly hasMagnitude: boolean;
  /** Part of its input that is left out when a call has a key. */
  readonly dropout: number;
  /** A of another layer, which reads the same input. */
  readonly shared?: Parameter | undefined;
}

/**
 * What is learnt of a layer instead of its weight W [in, out]: W' = W + scale A B, A [in, rank], B [rank, out]. Hu et al. 2021,
 * arXiv:2106.09685, eq. 3, there with (B A) of the transposed weight. With a magnitude m [out], W' = m (W + scale A B) / |W + scale A B|,
 * lengths by output: Liu et al. 2024, arXiv:2402.09353, eq. 5.
 */
export class LowRank extends Module {
  /** [in, rank]; at first as a linear layer's. */
  readonly a: Parameter;
  /** [rank, out]; at first 0, so that nothing changes. */
  readonly b: Parameter;
  /** [out]; at first the lengths of the weights. */
  readonly magnitude: Parameter | undefined;
  readonly scale: number;
  readonly dropout: number;

  constructor(key: Key, weight: Tensor, { rank, scale, hasMagnitude, dropout, shared }: LowRankOptions) {
    super();
    const [inputs, out] = weight.shape as [number, number];
    this.a = shared ?? parameter(() => torchDefault(key, [inputs, rank], { in: inputs, out: rank }));
    this.b = parameter(() => allZeros(key, [rank, out], { in: rank, out }));
    this.magnitude = hasMagnitude ? parameter(() => lengths(weight)) : undefined;
    this.scale = scale;
    this.dropout = dropout;
  }

  /** scale A B: [in, out]. */
  delta(): Tensor {
    return tidy(() => mul(matMul(this.a, this.b), this.scale));
  }

  /** m / |W + scale A B|, [out]; 1 without magnitude. The length counts as a constant in gradients: Liu et al. 2024, section 4.3, eq. 11. */
  gain(weight: Tensor): Tensor | 1 {
    if (this.magnitude === undefined) return 1;
    const { scale } = this;
    const lengthOf = ([w, a, b]: readonly Tensor[]): Tensor => lengths(add(w!, mul(matMul(a!, b!), scale)));
    const constants = [weight, this.a, this.b];
    return customGrad({
      inputs: [this.magnitude],
      constants,
      forward([magnitude], remember) {
        const length = lengthOf(constants);
        remember([length]);
        return div(magnitude, length);
      },
      gradient: ({ upstream, constants: kept, remembered }) => [div(upstream, remembered?.[0] ?? lengthOf(kept))],
    });
  }

  /** W': [in, out]. */
  merged(weight: Tensor): Tensor {
    return tidy(() => mul(add(weight, this.delta()), this.gain(weight)));
  }
}

/** Of the weights of each output: [in, out] -> [out]. */
export function lengths(weight: Tensor): Tensor {
  return tidy(() => sqrt(sum(square(weight), 0)));
}
