import { allZeros, Conv2d, glorotUniform, Module } from '@figment/core/nn';
import { reshape, tidy, transpose } from '@figment/core/ops';
import type { Key } from '@figment/core/random';
import { FigmentError, type Tensor } from '@figment/core';

/** Patches of a picture: how many there are down and across. */
export interface PatchGrid {
  readonly rows: number;
  readonly columns: number;
}

/** A picture as a sequence of patches, each a linear map of its pixels. Dosovitskiy et al. 2020, arXiv:2010.11929, section 3.1. */
export class PatchEmbedding extends Module {
  readonly projection: Conv2d;
  readonly patch: number;

  constructor(key: Key, { channels, patch, width }: { readonly channels: number; readonly patch: number; readonly width: number }) {
    super();
    this.projection = new Conv2d(key, { in: channels, out: width, kernel: patch, stride: patch, initialWeight: (key, shape) => glorotUniform()(key, shape, { in: patch * patch * channels, out: width }), initialBias: allZeros });
    this.patch = patch;
  }

  /** The patches of pictures [B, H, W, C]. @throws FigmentError `SHAPE_MISMATCH` */
  gridOf(x: Tensor): PatchGrid {
    const [, height = 0, width = 0] = x.shape;
    if (x.rank !== 4 || height % this.patch !== 0 || width % this.patch !== 0) {
      throw new FigmentError('SHAPE_MISMATCH', `x must be [batch, height, width, ${this.projection.in}] with height and width multiples of the patch (${this.patch}), got [${x.shape.join(', ')}].`);
    }
    return { rows: height / this.patch, columns: width / this.patch };
  }

  /** x: [B, H, W, C] -> [B, rows columns, width] */
  forward(x: Tensor): Tensor {
    return tidy(() => {
      const patches = this.projection.forward(x);
      const [batch, rows, columns, width] = patches.shape as [number, number, number, number];
      return reshape(patches, [batch, rows * columns, width]);
    });
  }
}

/** Patches back to a picture: [B, rows columns, p p C] -> [B, rows p, columns p, C] */
export function unpatchify(patches: Tensor, { rows, columns }: PatchGrid, patch: number): Tensor {
  const [batch, , width] = patches.shape as [number, number, number];
  const line = width / patch; // p C numbers of one row of a patch
  return tidy(() => {
    const lines = transpose(reshape(patches, [batch * rows, columns, patch, line]), [0, 2, 1, 3]); // [B rows, columns, p, p C] -> [B rows, p, columns, p C]
    return reshape(lines, [batch, rows * patch, columns * patch, line / patch]);
  });
}
