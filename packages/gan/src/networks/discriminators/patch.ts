import type { Tensor } from '@figment/core';
import { Module } from '@figment/core/nn';
import { mean } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';

import { leaky } from '../../layers/leaky.ts';
import { type Norm, normalized, type NormName, normOf, swallowsBias } from '../../layers/norm.ts';
import { SpectralConv2d } from '../../layers/spectral-layers.ts';
import type { Discriminator, Judgement } from '../discriminator.ts';
import type { Pass } from '../pass.ts';
import { widthAt } from '../pyramid.ts';

/** Options of {@link PatchDiscriminator}. */
export interface PatchDiscriminatorOptions {
  /** Channels of all that it is shown: of the picture, and of what the picture was made from where it sees that too. */
  readonly in: number;
  /** Of the first convolution; twice as many after each. */
  readonly channels: number;
  /** channels * 8. */
  readonly maxChannels?: number | undefined;
  /** Convolutions of stride 2 (2). */
  readonly strided?: number | undefined;
  /** Convolutions of stride 1 after them, before the one that judges (1). */
  readonly flat?: number | undefined;
  /** Side of the kernels of stride 1: 3 keeps the size of the map, 4 makes it smaller by one as pix2pix's (3). */
  readonly kernel?: 3 | 4 | undefined;
  /** After all convolutions but the first and the last (group). */
  readonly norm?: NormName | undefined;
  /** Of each weight (false). */
  readonly spectralNorm?: boolean | undefined;
}

/**
 * Judges each patch of a picture for itself: whether details look real, wherever they are. PatchGAN, Isola et al. 2017,
 * arXiv:1611.07004, 3.2.2 (there 3 strided convolutions, 1 flat one, kernel 4). Takes pictures of any size and shape.
 */
export class PatchDiscriminator extends Module implements Discriminator {
  readonly layers: readonly PatchLayer[];
  readonly output: SpectralConv2d;

  constructor(key: Key, { in: inputs, channels, maxChannels = 8 * channels, strided = 2, flat = 1, kernel = 3, norm = 'group', spectralNorm = false }: PatchDiscriminatorOptions) {
    super();
    const [forLayers, forOutput] = split(key, 2);
    const widths = { channels, maxChannels };
    this.layers = split(forLayers, strided + flat).map((each, i) => new PatchLayer(each, {
      in: i === 0 ? inputs : widthAt(widths, i - 1), out: widthAt(widths, i), norm: i === 0 ? 'none' : norm, spectralNorm, ...(i < strided ? { kernel: 4, stride: 2 } : { kernel, stride: 1 }),
    }));
    this.output = new SpectralConv2d(forOutput, { in: widthAt(widths, strided + flat - 1), out: 1, kernel, padding: 1, spectralNorm });
  }

  /** logits: [B, h, w, 1]. */
  judge(pictures: Tensor, _labels: Tensor | undefined, pass: Pass): Judgement {
    let h = pictures;
    for (const layer of this.layers) h = layer.forward(h, pass);
    return { logits: this.output.forward(h, pass), features: mean(h, [1, 2]) }; // [B, h, w, C] -> [B, C]
  }
}

interface PatchLayerOptions {
  readonly in: number;
  readonly out: number;
  readonly kernel: number;
  readonly stride: number;
  readonly norm: NormName;
  readonly spectralNorm: boolean;
}

class PatchLayer extends Module {
  readonly conv: SpectralConv2d;
  readonly norm: Norm;

  constructor(key: Key, { norm, ...options }: PatchLayerOptions) {
    super();
    const [forConv, forNorm] = split(key, 2);
    this.conv = new SpectralConv2d(forConv, { ...options, padding: 1, bias: !swallowsBias(norm) });
    this.norm = normOf(forNorm, norm, options.out);
  }

  forward(x: Tensor, pass: Pass): Tensor {
    return leaky(normalized(this.norm, this.conv.forward(x, pass), pass));
  }
}
