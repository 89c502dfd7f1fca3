import type { Parameter, Tensor } from '@figment/core';
import { Conv2d, Module, normalOf } from '@figment/core/nn';
import { add, mul, resize } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';

import { StyledConvolution, StyledPicture } from '../../layers/modulated-layers.ts';

/** How blocks are joined: by a picture each that are added up, or by adding to what they are given. Karras et al. 2020, figure 7. */
export type StyleOutputs = 'skip' | 'residual';

export interface StyleBlockOptions {
  /** Undefined for the first, which begins with the learnt constant. */
  readonly in: number | undefined;
  readonly out: number;
  readonly styleSize: number;
  readonly noise: boolean;
  readonly outputs: StyleOutputs;
  /** Channels of the picture that it gives, where it gives one. */
  readonly picture: number | undefined;
}

/** What a block hands to the next. */
export interface Drawn {
  readonly features: Tensor;
  readonly picture: Tensor | undefined;
}

/** The layers of one resolution. */
export class StyleBlock extends Module {
  /** Two, of which the first doubles; one in the first block. */
  readonly convs: readonly StyledConvolution[];
  readonly shortcut: Conv2d | undefined;
  readonly picture: StyledPicture | undefined;

  constructor(key: Key, { in: inputs, out, styleSize, noise, outputs, picture }: StyleBlockOptions) {
    super();
    const [forUp, forConv, forShortcut, forPicture] = split(key, 4);
    const conv = (each: Key, from: number, up: boolean): StyledConvolution => new StyledConvolution(each, { in: from, out, styleSize, up, noise });
    this.convs = inputs === undefined ? [conv(forConv, out, false)] : [conv(forUp, inputs, true), conv(forConv, out, false)];
    this.shortcut = inputs === undefined || outputs === 'skip' ? undefined : new Conv2d(forShortcut, { in: inputs, out, kernel: 1, bias: false, initialWeight: normalOf(1 / Math.sqrt(inputs)) });
    this.picture = picture === undefined ? undefined : new StyledPicture(forPicture, { in: out, out: picture, styleSize });
  }

  /** styles: [B, styleSize] for each of the convolutions and one for the picture. */
  forward(before: Drawn, styles: readonly Tensor[], keys: readonly Key[] | undefined): Drawn {
    let features = before.features;
    for (const [i, conv] of this.convs.entries()) features = conv.forward(features, styles[i]!, keys?.[i]);
    if (this.shortcut !== undefined) features = mul(add(doubled(this.shortcut.forward(before.features)), features), Math.SQRT1_2);
    const drawn = this.picture?.forward(features, styles[this.convs.length]!);
    if (drawn === undefined || before.picture === undefined) return { features, picture: drawn };
    return { features, picture: add(doubled(before.picture), drawn) };
  }

  /** What reads the styles, in their order. */
  get affines(): readonly (Parameter | undefined)[] {
    return [...this.convs.map(({ affine }) => affine.weight), this.picture?.affine.weight];
  }
}

/** Low-passed by [1, 3, 3, 1]. [B, H, W, C] -> [B, 2 H, 2 W, C] */
const doubled = (x: Tensor): Tensor => resize(x, { size: [2 * x.shape[1]!, 2 * x.shape[2]!], mode: 'bilinear' });
