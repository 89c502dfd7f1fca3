import { Module, ConditionedResidualBlock } from '@figment/core/nn';
import { tidy } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { SpatialAttention } from '../unet/spatial-attention.ts';
import { SpatialTransformer, type Told } from '../unet/spatial-transformer.ts';
import { TemporalAttention } from './temporal-attention.ts';
import { TemporalConvolution } from './temporal-convolution.ts';

/** What all stages of a network have in common. */
export interface StageOptions {
  readonly heads: number;
  readonly groups: number;
  /** Width of the vector of time and conditions. */
  readonly vectorWidth: number;
  /** Width of states of a prompt, if there are any. */
  readonly contextWidth?: number | undefined;
  /** Pictures of rows and columns, or of one row. */
  readonly along: 'both' | 'columns';
  /** Whether pictures are frames of clips. */
  readonly isTemporal: boolean;
}

/** What goes through a network beside x. */
export interface StageCall extends Told {
  /** Of time and conditions, [B F, vectorWidth]. */
  readonly vector: Tensor;
  /** F: how many pictures in a row are one clip; 1 where pictures are all there is. */
  readonly frames: number;
}

/** A residual block of pictures, attention of pictures, and after each what frames of a clip tell one another. */
export class Stage extends Module {
  readonly residual: ConditionedResidualBlock;
  readonly temporalConvolution: TemporalConvolution | undefined;
  readonly attention: SpatialAttention | SpatialTransformer | undefined;
  readonly temporalAttention: TemporalAttention | undefined;

  constructor(key: Key, sizes: { readonly in: number; readonly out: number; readonly attends: boolean }, { heads, groups, vectorWidth, contextWidth, along, isTemporal }: StageOptions) {
    super();
    const [forResidual, forConvolution, forAttention, forTemporal] = split(key, 4);
    const { out: channels, attends } = sizes;
    this.residual = new ConditionedResidualBlock(forResidual, { in: sizes.in, out: channels, groups, condition: vectorWidth, conditioning: 'scaleShift', along });
    this.temporalConvolution = isTemporal ? new TemporalConvolution(forConvolution, { channels, groups }) : undefined;
    if (attends) {
      this.attention = contextWidth === undefined
        ? new SpatialAttention(forAttention, { channels, heads, groups, epsilon: 1e-5 })
        : new SpatialTransformer(forAttention, { channels, heads, depth: 1, contextWidth, groups });
    }
    this.temporalAttention = attends && isTemporal ? new TemporalAttention(forTemporal, { channels, heads }) : undefined;
  }

  /** x: [B F, H, W, in] -> [B F, H, W, out] */
  forward(x: Tensor, call: StageCall): Tensor {
    return tidy(() => {
      let h = this.residual.forward(x, { condition: call.vector });
      h = this.temporalConvolution?.forward(h, call.frames) ?? h;
      h = this.attention?.forward(h, call) ?? h;
      return this.temporalAttention?.through(h, call.frames) ?? h;
    });
  }
}
