import { Downsample, Module, Upsample } from '@figment/core/nn';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { AttentionBlock } from './attention-block.ts';
import { applied, type NormShape, type Resnet, resnetOf } from './norm.ts';

interface BlockOptions {
  readonly in: number;
  readonly out: number;
  readonly layers: number;
  readonly norm: NormShape;
  /** After each residual block. */
  readonly attention: boolean;
  /** Halve (double) the picture at the end. */
  readonly resample: boolean;
}

/** Residual blocks at one resolution, each followed by attention where there is any. */
class Layers extends Module {
  readonly resnets: readonly Resnet[];
  readonly attentions: readonly AttentionBlock[];

  constructor(key: Key, { in: from, out, layers, norm, attention }: BlockOptions) {
    super();
    const [forResnets, forAttentions] = split(key, 2);
    this.resnets = split(forResnets, layers).map((each, i) => resnetOf(each, { in: i === 0 ? from : out, out }, norm));
    this.attentions = attention ? split(forAttentions, layers).map((each) => new AttentionBlock(each, { channels: out, norm })) : [];
  }

  protected through(x: Tensor, codes?: Tensor): Tensor {
    return this.resnets.reduce((h, resnet, i) => {
      const y = applied(resnet, h, codes);
      return this.attentions[i]?.forward(y, codes) ?? y;
    }, x);
  }
}

/** diffusers' `DownEncoderBlock2D`, or with attention `AttnDownEncoderBlock2D`. */
export class DownBlock extends Layers {
  /** One, or none in the last block. */
  readonly downsamplers: readonly Downsample[];

  constructor(key: Key, options: BlockOptions) {
    const [forLayers, forDown] = split(key, 2);
    super(forLayers, options);
    this.downsamplers = options.resample ? [new Downsample(forDown, { channels: options.out, padding: 'bottomRight' })] : [];
  }

  /** x: [B, H, W, in] -> [B, H/2, W/2, out], or [B, H, W, out] in the last block. */
  forward(x: Tensor): Tensor {
    return this.downsamplers.reduce((h, down) => down.forward(h), this.through(x));
  }
}

/** diffusers' `UpDecoderBlock2D`, or with attention `AttnUpDecoderBlock2D`. */
export class UpBlock extends Layers {
  /** One, or none in the last block. */
  readonly upsamplers: readonly Upsample[];

  constructor(key: Key, options: BlockOptions) {
    const [forLayers, forUp] = split(key, 2);
    super(forLayers, options);
    this.upsamplers = options.resample ? [new Upsample(forUp, { channels: options.out })] : [];
  }

  /** x: [B, h, w, in] -> [B, 2 h, 2 w, out], or [B, h, w, out] in the last block. codes: [B, h, w, D], for norms that take them. */
  forward(x: Tensor, codes?: Tensor): Tensor {
    return this.upsamplers.reduce((h, up) => up.forward(h), this.through(x, codes));
  }
}
