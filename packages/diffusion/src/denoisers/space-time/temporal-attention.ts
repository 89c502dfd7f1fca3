import { allZeros, LayerNorm, MultiHeadAttention } from '@figment/core/nn';
import { add, range, reshape, tidy, transpose } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { timestepEmbedding } from '../time-embedding.ts';

/**
 * Each place looks at itself in all frames. Ho et al. 2022, "Video diffusion models", arXiv:2204.03458, section 3; frames are numbered by
 * sines. The identity at first.
 */
export class TemporalAttention extends MultiHeadAttention {
  readonly norm: LayerNorm;

  constructor(key: Key, { channels, heads }: { readonly channels: number; readonly heads: number }) {
    const [forAttention, forNorm] = split(key, 2);
    super(forAttention, { width: channels, heads, initialWeights: { output: allZeros }, initialBias: allZeros });
    this.norm = new LayerNorm(forNorm, { width: channels });
  }

  /** x: [B F, H, W, C] -> the same */
  through(x: Tensor, frames: number): Tensor {
    const [count, height, width, channels] = x.shape as [number, number, number, number];
    const clips = count / frames;
    const places = height * width;
    return tidy(() => {
      const inTime = transpose(reshape(x, [clips, frames, places, channels]), [0, 2, 1, 3]); // [B, F, H W, C] -> [B, H W, F, C]
      const positions = timestepEmbedding(range(0, frames), { width: channels }); // [F, C]
      const seen = reshape(add(this.norm.forward(inTime), positions), [clips * places, frames, channels]);
      const sum = this.forward(seen, { residual: reshape(inTime, seen.shape) });
      return reshape(transpose(reshape(sum, [clips, places, frames, channels]), [0, 2, 1, 3]), x.shape); // [B, H W, F, C] -> [B F, H, W, C]
    });
  }
}
