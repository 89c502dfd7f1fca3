import { allZeros, GroupNorm, MultiHeadAttention } from '@figment/core/nn';
import { mul, reshape, tidy } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

/** Options of {@link SpatialAttention}. */
export interface SpatialAttentionOptions {
  readonly channels: number;
  readonly heads: number;
  readonly headWidth?: number | undefined;
  /** Of the norm; null for none. */
  readonly groups: number | null;
  readonly epsilon: number;
  /** What the sum is divided by (1). */
  readonly scale?: number | undefined;
}

/** Each place of a picture looks at each place; the result is added to it. Ho et al. 2020, arXiv:2006.11239, appendix B. */
export class SpatialAttention extends MultiHeadAttention {
  readonly groupNorm: GroupNorm | undefined;
  readonly scale: number;

  constructor(key: Key, { channels, heads, headWidth, groups, epsilon, scale = 1 }: SpatialAttentionOptions) {
    const [forAttention, forNorm] = split(key, 2);
    super(forAttention, { width: channels, heads, headWidth, initialWeights: { output: allZeros } });
    this.groupNorm = groups === null ? undefined : new GroupNorm(forNorm, { channels, groups, epsilon });
    this.scale = scale;
  }

  /** x: [B, H, W, C] -> the same */
  override forward(x: Tensor): Tensor {
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    return tidy(() => {
      const places = (of: Tensor): Tensor => reshape(of, [batch, height * width, channels]);
      const sum = super.forward(places(this.groupNorm?.forward(x) ?? x), { residual: places(x) });
      return reshape(this.scale === 1 ? sum : mul(sum, 1 / this.scale), x.shape);
    });
  }
}
