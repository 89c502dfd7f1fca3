import { buffer, Linear, Module, normalOf } from '@figment/core/nn';
import { add, cast, concat, cos, log, mul, reshape, silu, sin, tensor, tidy, zeros } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Buffer, Tensor } from '@figment/core';

/** How times become sines and cosines; diffusers' conventions by our names. */
export interface TimestepEmbeddingOptions {
  /** Numbers that tell a time; an odd one ends with a zero. */
  readonly width: number;
  /** Cosines before sines (true): `flip_sin_to_cos`. */
  readonly cosineFirst?: boolean | undefined;
  /** 0: the slowest rate is nearly 1 / maxPeriod; 1: it is that (0). `downscale_freq_shift`. */
  readonly frequencyShift?: number | undefined;
  /** Of times (1). */
  readonly scale?: number | undefined;
  /** 10,000. */
  readonly maxPeriod?: number | undefined;
}

/**
 * sin and cos of time * maxPeriod^(-i / (width / 2 - shift)). Vaswani et al. 2017, arXiv:1706.03762, section 3.5; of times: Ho et al. 2020,
 * arXiv:2006.11239, appendix B.
 *
 * @param time [B], may be fractional.
 * @returns [B, width]
 */
export function timestepEmbedding(time: Tensor, { width, cosineFirst = true, frequencyShift = 0, scale = 1, maxPeriod = 10_000 }: TimestepEmbeddingOptions): Tensor {
  const half = Math.floor(width / 2);
  // Rounded to float32 at each step, as diffusers has it: at a time of 1,000 the angles tell.
  const slope = Math.fround(-Math.log(maxPeriod));
  const rates = Float32Array.from({ length: half }, (_, i) => Math.exp(Math.fround(Math.fround(slope * i) / (half - frequencyShift))));
  return tidy(() => {
    const angles = mul(mul(reshape(cast(time, 'float32'), [-1, 1]), tensor(rates, [1, half])), scale); // [B, half]
    const waves = cosineFirst ? [cos(angles), sin(angles)] : [sin(angles), cos(angles)];
    return concat(width % 2 === 0 ? waves : [...waves, zeros([angles.shape[0], 1])], 1);
  });
}

/**
 * sin and cos of 2 pi w log(time) with w drawn once from a normal: for times that are noise levels. Tancik et al. 2020, arXiv:2006.10739;
 * Song et al. 2021, arXiv:2011.13456, appendix C.
 */
export class FourierFeatures extends Module {
  /** w, [width / 2]; not trained. */
  readonly weight: Buffer;

  /** @param scale Standard deviation of w. */
  constructor(key: Key, { width, scale = 16 }: { readonly width: number; readonly scale?: number }) {
    super();
    this.weight = buffer(() => normalOf(scale)(key, [width / 2], { in: 1, out: width / 2 }));
  }

  /** time: [B], above 0 -> [B, width] */
  forward(time: Tensor): Tensor {
    return tidy(() => {
      const angles = mul(mul(reshape(log(cast(time, 'float32')), [-1, 1]), this.weight), 2 * Math.PI); // [B, width / 2]
      return concat([sin(angles), cos(angles)], 1);
    });
  }
}

/** Options of {@link TimeEmbedding}. */
export interface TimeEmbeddingOptions {
  readonly in: number;
  readonly width: number;
  /** `width`. */
  readonly out?: number | undefined;
  /** Width of something else that is added to the sines first, such as a guidance scale. */
  readonly condition?: number | undefined;
}

/** What blocks are told of the time: two linear maps of its sines, with SiLU between. diffusers' `TimestepEmbedding`. */
export class TimeEmbedding extends Module {
  readonly condProj: Linear | undefined;
  readonly linear1: Linear;
  readonly linear2: Linear;

  constructor(key: Key, { in: inputs, width, out = width, condition }: TimeEmbeddingOptions) {
    super();
    const [forCondition, forFirst, forSecond] = split(key, 3);
    this.condProj = condition === undefined ? undefined : new Linear(forCondition, { in: condition, out: inputs, bias: false });
    this.linear1 = new Linear(forFirst, { in: inputs, out: width });
    this.linear2 = new Linear(forSecond, { in: width, out });
  }

  /** x: [B, in], condition: [B, condition] -> [B, out] */
  forward(x: Tensor, condition?: Tensor): Tensor {
    return tidy(() => {
      const sum = condition === undefined || this.condProj === undefined ? x : add(x, this.condProj.forward(condition));
      return this.linear2.forward(silu(this.linear1.forward(sum)));
    });
  }
}
