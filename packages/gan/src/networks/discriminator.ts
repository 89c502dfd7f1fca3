import type { Tensor } from '@figment/core';
import type { Module } from '@figment/core/nn';

import type { Pass } from './pass.ts';

/** What a discriminator thinks of pictures. */
export interface Judgement {
  /** Real above 0, made below: [B], or one for each patch, [B, h, w, 1]. */
  readonly logits: Tensor;
  /** What it sees before it judges, [B, F]: in them pictures that look alike are near. */
  readonly features: Tensor;
}

/** Tells real pictures from made ones. */
export interface Discriminator extends Module {
  /** pictures: [B, H, W, C] in [-1, 1], with what they were made from joined along the channels in image-to-image; labels: int32 [B] for a model of classes. */
  judge(pictures: Tensor, labels: Tensor | undefined, pass: Pass): Judgement;
}
