import { add, concat, relu, resize, tidy } from '@figment/core/ops';
import { Conv2d, Module } from '@figment/core/nn';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import type { SuperResolutionConfig } from '../config/super-resolution.ts';
import { DenseBlock } from './dense-block.ts';
import type { UpscalingNetwork } from './network.ts';

/** Channels of the layers that lead from features to pixels. */
const EXPANSION = [64, 32] as const;

/**
 * RDN: dense blocks in a row, of which all results are brought together. Zhang et al. 2018, "Residual dense network for image
 * super-resolution", arXiv:1802.08797, fig. 2; the way to more pixels is the one of `@upscalerjs/esrgan-slim` and `-medium`: three
 * convolutions, nearest neighbours, one more.
 */
export class ResidualDenseNetwork extends Module implements UpscalingNetwork {
  readonly first: Conv2d;
  readonly second: Conv2d;
  readonly blocks: readonly DenseBlock[];
  readonly globalFusion: readonly [Conv2d, Conv2d];
  readonly expansion: readonly [Conv2d, Conv2d, Conv2d];
  readonly output: Conv2d;
  readonly scale: number;
  readonly reach: number;

  constructor(key: Key, { scale, features, growth, convolutions, denseBlocks }: SuperResolutionConfig) {
    super();
    const [forEnds, forBlocks] = split(key, 2);
    const ends = split(forEnds, 8);
    const convolution = (i: number, inputs: number, out: number, kernel: number): Conv2d => new Conv2d(ends[i]!, { in: inputs, out, kernel, padding: (kernel - 1) / 2 });
    this.first = convolution(0, 3, features, 3);
    this.second = convolution(1, features, features, 3);
    this.blocks = split(forBlocks, denseBlocks).map((own) => new DenseBlock(own, { features, growth, convolutions, fusionKernel: 1 }));
    this.globalFusion = [convolution(2, denseBlocks * features, features, 1), convolution(3, features, features, 3)];
    const pixels = 3 * scale ** 2;
    this.expansion = [convolution(4, features, EXPANSION[0], 5), convolution(5, EXPANSION[0], EXPANSION[1], 3), convolution(6, EXPANSION[1], pixels, 3)];
    this.output = convolution(7, pixels, 3, 3);
    this.scale = scale;
    // 3 x 3: first, second, of the blocks, of the fusion, two of the expansion, output (whose pixels are smaller); 5 x 5: 2.
    this.reach = 2 + denseBlocks * convolutions + 1 + 4 + 1;
  }

  forward(x: Tensor): Tensor {
    const [, height, width] = x.shape as [number, number, number, number];
    return tidy(() => {
      const shallow = this.first.forward(x); // F_-1, eq. 1
      const local: Tensor[] = [];
      for (const block of this.blocks) {
        const before = local.at(-1) ?? this.second.forward(shallow); // F_0, eq. 2
        local.push(tidy(() => add(block.forward(before), before))); // F_d, eq. 7
      }
      const [gather, refine] = this.globalFusion;
      const dense = tidy(() => add(refine.forward(gather.forward(concat(local, 3))), shallow)); // eq. 8, 9
      const [wide, narrow, pixels] = this.expansion;
      const coarse = tidy(() => pixels.forward(relu(narrow.forward(relu(wide.forward(dense)))))); // [B, H, W, 3 scale scale]
      return this.output.forward(resize(coarse, { size: [height * this.scale, width * this.scale] }));
    });
  }
}
