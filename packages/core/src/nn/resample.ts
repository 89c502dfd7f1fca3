import { resize } from '../ops/index.ts';
import type { Key } from '../random/index.ts';
import type { Tensor } from '../tensor.ts';
import { requireOneOf, requireSizes } from './check.ts';
import { Conv2d } from './convolution/conv2d.ts';
import { windowAlong } from './convolution/options.ts';
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

  constructor(key: Key, { channels, out = channels, padding = 'symmetric', along = 'both' }: DownsampleOptions) {
    super();
    requireSizes('Downsample', { channels, out });
    requireOneOf('Downsample', 'padding', padding, ['symmetric', 'bottomRight']);
    requireOneOf('Downsample', 'along', along, ['both', 'columns']);
    const window = windowAlong(along);
    const bottomRight = along === 'both' ? ([0, 1, 0, 1] as const) : ([0, 0, 0, 1] as const);
    this.conv = new Conv2d(key, { in: channels, out, ...window, stride: along === 'both' ? 2 : [1, 2], padding: padding === 'symmetric' ? window.padding : bottomRight });
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
  readonly along: 'both' | 'columns';

  constructor(key: Key, { channels, out = channels, mode = 'nearest', along = 'both' }: UpsampleOptions) {
    super();
    requireSizes('Upsample', { channels, out });
    requireOneOf('Upsample', 'mode', mode, ['nearest', 'bilinear']);
    requireOneOf('Upsample', 'along', along, ['both', 'columns']);
    this.conv = new Conv2d(key, { in: channels, out, ...windowAlong(along) });
    this.mode = mode;
    this.along = along;
  }

  /** x: [B, H, W, channels] -> [B, 2 H, 2 W, out]. @throws FigmentError `SHAPE_MISMATCH` */
  forward(x: Tensor): Tensor {
    const [, height, width] = x.shape as [number, number, number, number];
    return this.conv.forward(resize(x, { size: [this.along === 'both' ? 2 * height : height, 2 * width], mode: this.mode }));
  }
}
