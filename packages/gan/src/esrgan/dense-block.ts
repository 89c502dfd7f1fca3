import { concat, relu, tidy } from '@figment/core/ops';
import { Conv2d, Module } from '@figment/core/nn';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

/** Options of {@link DenseBlock}. */
export interface DenseBlockOptions {
  /** Channels in and out (G0). */
  readonly features: number;
  /** Channels that each convolution adds (G). */
  readonly growth: number;
  /** Convolutions that add channels (C). */
  readonly convolutions: number;
  /** Side of the kernel that brings all of them back to `features`. */
  readonly fusionKernel: 1 | 3;
}

/**
 * Each convolution sees all that those before it made; one more brings them together. Zhang et al. 2018, "Residual dense network for image
 * super-resolution", arXiv:1802.08797, eq. 5 and 6. What is added to its input, and how much of it, the network decides.
 */
export class DenseBlock extends Module {
  readonly layers: readonly Conv2d[];
  readonly fusion: Conv2d;

  constructor(key: Key, { features, growth, convolutions, fusionKernel }: DenseBlockOptions) {
    super();
    const keys = split(key, convolutions + 1);
    this.layers = Array.from({ length: convolutions }, (_, i) => new Conv2d(keys[i]!, { in: features + i * growth, out: growth, kernel: 3, padding: 1 }));
    this.fusion = new Conv2d(keys[convolutions]!, { in: features + convolutions * growth, out: features, kernel: fusionKernel, padding: (fusionKernel - 1) / 2 });
  }

  /** x: [B, H, W, features] -> the same shape */
  forward(x: Tensor): Tensor {
    return tidy(() => this.fusion.forward(this.layers.reduce((seen, layer) => concat([seen, relu(layer.forward(seen))], 3), x))); // [B, H, W, features + i growth]
  }
}
