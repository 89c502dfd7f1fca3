import { type GroupNorm, Linear, Module } from '@figment/core/nn';
import { add, attention, reshape } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { applied, normOf, type NormShape } from './norm.ts';
import { SpatialNorm } from './spatial-norm.ts';

/** Attention of every place to every place, with one head, added to what it looks at. Fields as in diffusers' `Attention`. */
export class AttentionBlock extends Module {
  /** One of both, each by diffusers' name. */
  readonly groupNorm: GroupNorm | undefined;
  readonly spatialNorm: SpatialNorm | undefined;
  readonly toQ: Linear;
  readonly toK: Linear;
  readonly toV: Linear;
  /** A list because diffusers has a dropout behind it. */
  readonly toOut: readonly [Linear];

  constructor(key: Key, { channels, norm }: { channels: number; norm: NormShape }) {
    super();
    const [forNorm, forQuery, forKey, forValue, forOut] = split(key, 5);
    const square = { in: channels, out: channels };
    const layer = normOf(forNorm, channels, norm);
    this.groupNorm = layer instanceof SpatialNorm ? undefined : layer;
    this.spatialNorm = layer instanceof SpatialNorm ? layer : undefined;
    this.toQ = new Linear(forQuery, square);
    this.toK = new Linear(forKey, square);
    this.toV = new Linear(forValue, square);
    this.toOut = [new Linear(forOut, square)];
  }

  /** x: [B, H, W, C] -> same. codes: [B, h, w, D], for a norm that takes them. */
  forward(x: Tensor, codes?: Tensor): Tensor {
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    const places = reshape(applied((this.groupNorm ?? this.spatialNorm)!, x, codes), [batch, 1, height * width, channels]); // [B, H, W, C] -> [B, 1 head, H W, C]
    const looked = attention(this.toQ.forward(places), this.toK.forward(places), this.toV.forward(places));
    return add(x, reshape(this.toOut[0].forward(looked), x.shape)); // [B, 1, H W, C] -> [B, H, W, C]
  }
}
