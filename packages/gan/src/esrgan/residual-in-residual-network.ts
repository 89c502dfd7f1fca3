import { add, mul, pixelShuffle, tidy } from '@figment/core/ops';
import { Conv2d, Module } from '@figment/core/nn';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import type { SuperResolutionConfig } from '../config/super-resolution.ts';
import { DenseBlock } from './dense-block.ts';
import type { UpscalingNetwork } from './network.ts';

/** How much of a residual is added: beta. Wang et al. 2018, arXiv:1809.00219, section 3.1. */
const RESIDUAL_SCALE = 0.2;

/** Dense blocks with residuals, in a residual: RRDB. Wang et al. 2018, arXiv:1809.00219, fig. 4. */
class ResidualInResidualBlock extends Module {
  readonly blocks: readonly DenseBlock[];

  constructor(key: Key, { features, growth, convolutions, denseBlocks }: SuperResolutionConfig) {
    super();
    this.blocks = split(key, denseBlocks).map((own) => new DenseBlock(own, { features, growth, convolutions, fusionKernel: 3 }));
  }

  /** x: [B, H, W, features] -> the same shape */
  forward(x: Tensor): Tensor {
    return tidy(() => {
      const inner = this.blocks.reduce((y, block) => tidy(() => add(y, mul(block.forward(y), RESIDUAL_SCALE))), x);
      return add(x, mul(inner, RESIDUAL_SCALE));
    });
  }
}

/**
 * The generator of ESRGAN: residual-in-residual dense blocks without batch norm, then sub-pixel convolution. Wang et al. 2018, "ESRGAN:
 * Enhanced super-resolution generative adversarial networks", arXiv:1809.00219, section 3.1.
 */
export class ResidualInResidualNetwork extends Module implements UpscalingNetwork {
  readonly first: Conv2d;
  readonly blocks: readonly ResidualInResidualBlock[];
  readonly last: Conv2d;
  readonly expansion: Conv2d;
  readonly output: Conv2d;
  readonly scale: number;
  readonly reach: number;

  constructor(key: Key, config: SuperResolutionConfig) {
    super();
    const { scale, features, convolutions, denseBlocks, blocks } = config;
    const [forFirst, forLast, forExpansion, forOutput, forBlocks] = split(key, 5);
    const convolution = (own: Key, inputs: number, out: number): Conv2d => new Conv2d(own, { in: inputs, out, kernel: 3, padding: 1 });
    this.first = convolution(forFirst, 3, features);
    this.blocks = split(forBlocks, blocks).map((own) => new ResidualInResidualBlock(own, config));
    this.last = convolution(forLast, features, features);
    this.expansion = convolution(forExpansion, features, 3 * scale ** 2);
    this.output = convolution(forOutput, 3, 3);
    this.scale = scale;
    // All are 3 x 3: first, of the blocks with their fusions, last, expansion, output (whose pixels are smaller).
    this.reach = 1 + blocks * denseBlocks * (convolutions + 1) + 3;
  }

  forward(x: Tensor): Tensor {
    return tidy(() => {
      const shallow = this.first.forward(x);
      const deep = this.blocks.reduce((y, block) => block.forward(y), shallow);
      const features = add(this.last.forward(deep), shallow);
      return this.output.forward(pixelShuffle(this.expansion.forward(features), this.scale));
    });
  }
}
