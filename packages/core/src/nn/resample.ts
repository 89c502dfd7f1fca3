import { resize } from '../ops/index.ts';
import type { Key } from '../random/index.ts';
import type { Tensor } from '../tensor.ts';
import { requireOneOf, requireSizes } from './check.ts';
import { Conv2d } from './convolution/conv2d.ts';
import { rowsAlong, windowOf } from './convolution/options.ts';
import { Module } from './module.ts';

/** Options of {@link Downsample}. */
export interface DownsampleOptions {
  readonly channels: number;
  /** channels. */
  readonly out?: number | undefined;
  /** Zeros on all sides ('symmetric'), or at the bottom and right only ('bottomRight', as latent diffusion's autoencoder). */
  readonly padding?: 'symmetric' | 'bottomRight' | undefined;
  /** Halve rows and columns ('both'), or columns alone. */
  readonly along?: 'both' | 'columns' | undefined;
}

/**
 * Halves a picture by a convolution of stride 2. As diffusers' `Downsample2D`.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class Downsample extends Module {
  readonly conv: Conv2d;

  constructor(key: Key, { channels, out = channels, padding = 'symmetric', along }: DownsampleOptions) {
    super();
    requireSizes('Downsample', { channels, out });
    requireOneOf('Downsample', 'padding', padding, ['symmetric', 'bottomRight']);
    const rows = rowsAlong('Downsample', along);
    this.conv = new Conv2d(key, { in: channels, out, ...windowOf(rows), stride: [rows + 1, 2], ...(padding === 'bottomRight' && { padding: [0, rows, 0, 1] as const }) });
  }

  /** x: [B, H, W, channels] -> [B, ceil(H / 2), ceil(W / 2), out]; 'bottomRight' rounds down. @throws FigmentError `SHAPE_MISMATCH` */
  forward(x: Tensor): Tensor {
    return this.conv.forward(x);
  }
}

/** Options of {@link Upsample}. */
export interface UpsampleOptions {
  readonly channels: number;
  /** channels. */
  readonly out?: number | undefined;
  /** How pixels are filled in ('nearest'). */
  readonly mode?: 'nearest' | 'bilinear' | undefined;
  /** Double rows and columns ('both'), or columns alone. */
  readonly along?: 'both' | 'columns' | undefined;
}

/**
 * Doubles a picture, then smooths with a convolution: no checkerboard, which a transposed convolution may leave (Odena et al. 2016,
 * "Deconvolution and checkerboard artifacts"). As diffusers' `Upsample2D`.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class Upsample extends Module {
  readonly conv: Conv2d;
  readonly mode: 'nearest' | 'bilinear';
  /** What rows are multiplied by. */
  readonly factor: number;

  constructor(key: Key, { channels, out = channels, mode = 'nearest', along }: UpsampleOptions) {
    super();
    requireSizes('Upsample', { channels, out });
    requireOneOf('Upsample', 'mode', mode, ['nearest', 'bilinear']);
    const rows = rowsAlong('Upsample', along);
    this.conv = new Conv2d(key, { in: channels, out, ...windowOf(rows) });
    this.mode = mode;
    this.factor = rows + 1;
  }

  /** x: [B, H, W, channels] -> [B, 2 H, 2 W, out]. @throws FigmentError `SHAPE_MISMATCH` */
  forward(x: Tensor): Tensor {
    const [, height, width] = x.shape as [number, number, number, number];
    return this.conv.forward(resize(x, { size: [this.factor * height, 2 * width], mode: this.mode }));
  }
}
