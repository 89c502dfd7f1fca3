import { allZeros, Conv2d, FeedForward, GroupNorm, LayerNorm, Linear, Module, MultiHeadAttention } from '@figment/core/nn';
import { add, reshape, tidy } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

/** What the network is told besides the time. */
export interface Told {
  /** [B, T, contextWidth] */
  readonly states?: Tensor | undefined;
  /** Of states: bool [B, 1, 1, T]. */
  readonly mask?: Tensor | undefined;
}

/** Options of {@link SpatialTransformer}. */
export interface SpatialTransformerOptions {
  readonly channels: number;
  readonly heads: number;
  readonly headWidth?: number | undefined;
  readonly depth: number;
  readonly contextWidth?: number | undefined;
  readonly onlyCross?: boolean | undefined;
  readonly linearProjection?: boolean | undefined;
  readonly groups: number;
}

/** The places of a picture through transformer blocks. Rombach et al. 2022, arXiv:2112.10752, section 3.3; diffusers' `Transformer2DModel`. */
export class SpatialTransformer extends Module {
  readonly norm: GroupNorm;
  readonly projIn: Conv2d | Linear;
  readonly transformerBlocks: readonly TransformerBlock[];
  readonly projOut: Conv2d | Linear;

  constructor(key: Key, options: SpatialTransformerOptions) {
    super();
    const { channels, heads, headWidth = channels / heads, depth, groups, linearProjection = false } = options;
    const [forNorm, forIn, forBlocks, forOut] = split(key, 4);
    const width = heads * headWidth;
    const square = (key: Key, sizes: { in: number; out: number }, initial?: typeof allZeros): Conv2d | Linear => {
      const all = { ...sizes, initialWeight: initial, initialBias: initial };
      return linearProjection ? new Linear(key, all) : new Conv2d(key, { ...all, kernel: 1 });
    };
    this.norm = new GroupNorm(forNorm, { channels, groups, epsilon: 1e-6 });
    this.projIn = square(forIn, { in: channels, out: width });
    this.transformerBlocks = split(forBlocks, depth).map((each) => new TransformerBlock(each, { ...options, width }));
    this.projOut = square(forOut, { in: width, out: channels }, allZeros); // Begins as the identity.
  }

  /** x: [B, H, W, C] -> the same */
  forward(x: Tensor, told: Told): Tensor {
    const [batch, height, width] = x.shape as [number, number, number];
    return tidy(() => {
      const projected = this.projIn.forward(this.norm.forward(x));
      const inner = projected.shape[3]!;
      const places = this.transformerBlocks.reduce((h, block) => block.forward(h, told), reshape(projected, [batch, height * width, inner])); // [B, H, W, C] -> [B, H W, C]
      return add(this.projOut.forward(reshape(places, [batch, height, width, inner])), x);
    });
  }
}

/** Attention to all places, attention to what is told, and a gated feed-forward network, each after a norm. diffusers' `BasicTransformerBlock`. */
class TransformerBlock extends Module {
  readonly norm1: LayerNorm;
  readonly attn1: MultiHeadAttention;
  readonly norm2: LayerNorm | undefined;
  readonly attn2: MultiHeadAttention | undefined;
  readonly norm3: LayerNorm;
  readonly ff: FeedForward;
  readonly onlyCross: boolean;

  constructor(key: Key, { width, heads, headWidth, contextWidth, onlyCross = false }: SpatialTransformerOptions & { readonly width: number }) {
    super();
    const [forFirst, forSecond, forFeedForward, ...forNorms] = split(key, 6);
    const attention = (key: Key, context: number | undefined): MultiHeadAttention => new MultiHeadAttention(key, { width, heads, headWidth, contextWidth: context, bias: false, outputBias: true });
    this.norm1 = new LayerNorm(forNorms[0], { width });
    this.attn1 = attention(forFirst, onlyCross ? contextWidth : undefined);
    this.norm2 = contextWidth === undefined ? undefined : new LayerNorm(forNorms[1], { width });
    this.attn2 = contextWidth === undefined ? undefined : attention(forSecond, contextWidth);
    this.norm3 = new LayerNorm(forNorms[2], { width });
    this.ff = new FeedForward(forFeedForward, { width, kind: 'geglu', joined: true });
    this.onlyCross = onlyCross;
  }

  /** x: [B, T, width] -> the same */
  forward(x: Tensor, { states, mask }: Told): Tensor {
    return tidy(() => {
      let h = this.attn1.forward(this.norm1.forward(x), { residual: x, ...(this.onlyCross && { context: states }) }); // as diffusers, without the mask
      if (this.attn2 !== undefined) h = this.attn2.forward(this.norm2!.forward(h), { residual: h, context: states, mask });
      return this.ff.forward(this.norm3.forward(h), { residual: h });
    });
  }
}
