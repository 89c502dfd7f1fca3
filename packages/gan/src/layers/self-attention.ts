import type { Parameter, Tensor } from '@figment/core';
import { glorotUniform, Module, parameter } from '@figment/core/nn';
import { add, attention, mul, reshape, zeros } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';

import type { Pass } from '../networks/pass.ts';
import { type Normalizable, SpectralConv2d } from './spectral-layers.ts';

/** Options of {@link SelfAttention}. */
export interface SelfAttentionOptions extends Normalizable {
  readonly channels: number;
}

/** Channels in which places are compared are so many times fewer. */
const NARROWER = 8;

/**
 * Each place of a picture takes from all others what it needs, as much as was learnt: nothing at first. Zhang et al. 2019,
 * "Self-attention generative adversarial networks", arXiv:1805.08318, eq. 1 to 3; its scores are not divided by sqrt(D).
 */
export class SelfAttention extends Module {
  /** f, g, h and v of the paper. */
  readonly query: SpectralConv2d;
  readonly key: SpectralConv2d;
  readonly value: SpectralConv2d;
  readonly output: SpectralConv2d;
  /** gamma, a scalar. */
  readonly scale: Parameter;

  constructor(key: Key, { channels, spectralNorm }: SelfAttentionOptions) {
    super();
    const narrow = Math.max(1, Math.floor(channels / NARROWER));
    const [forQuery, forKey, forValue, forOutput] = split(key, 4);
    const map = (own: Key, from: number, to: number): SpectralConv2d => new SpectralConv2d(own, { in: from, out: to, kernel: 1, bias: false, spectralNorm, initialWeight: glorotUniform() });
    this.query = map(forQuery, channels, narrow);
    this.key = map(forKey, channels, narrow);
    this.value = map(forValue, channels, narrow);
    this.output = map(forOutput, narrow, channels);
    this.scale = parameter(() => zeros([]));
  }

  /** [B, H, W, C] -> the same shape. */
  forward(x: Tensor, pass: Pass): Tensor {
    const [batch, height, width] = x.shape as [number, number, number];
    const places = (map: SpectralConv2d): Tensor => reshape(map.forward(x, pass), [batch, 1, height * width, -1]); // [B, H, W, D] -> [B, 1 head, H W, D]
    const taken = attention(places(this.query), places(this.key), places(this.value), { scale: 1 });
    return add(x, mul(this.output.forward(reshape(taken, [batch, height, width, -1]), pass), this.scale));
  }
}
