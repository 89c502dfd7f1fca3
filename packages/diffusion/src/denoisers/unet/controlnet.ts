import { allZeros, Conv2d, Module } from '@figment/core/nn';
import { silu, tidy } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import { FigmentError, type Tensor } from '@figment/core';

import type { UNetTrunkOptions } from './options.ts';
import { type UNetCondition, UNetTrunk } from './trunk.ts';
import type { UNetResiduals } from './unet2d.ts';

/** Options of {@link ControlNet}: those of the U-Net that it steers, and of the picture that steers it. */
export interface ControlNetOptions extends UNetTrunkOptions {
  /** Channels of the picture that steers (3). */
  readonly hintChannels?: number | undefined;
  /** Channels on the way to the U-Net's size; the picture is halved between each two ([16, 32, 96, 256]: by 8, as latents are). */
  readonly hintWidths?: readonly number[] | undefined;
}

/**
 * Steers a U-Net by a picture (edges, depths, poses): a copy of its way down that sees the picture, too, and adds to what is handed over
 * through convolutions that are 0 at first. Zhang et al. 2023, arXiv:2302.05543; fields as in diffusers' `ControlNetModel`.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class ControlNet extends UNetTrunk {
  readonly controlnetCondEmbedding: HintEmbedding;
  readonly controlnetDownBlocks: readonly Conv2d[];
  readonly controlnetMidBlock: Conv2d;
  readonly options: ControlNetOptions;

  constructor(key: Key, options: ControlNetOptions) {
    const [forTrunk, forHint, forZeros, forMid] = split(key, 4);
    super(forTrunk, 'ControlNet', options);
    this.options = options;
    const { levels, hintChannels = 3, hintWidths = [16, 32, 96, 256] } = options;
    // One for each tensor that is handed over: the first, those of each layer, and each halved one.
    const widths = [levels[0]!.channels, ...levels.flatMap(({ channels, layers = 2 }, i) => new Array<number>(layers + (i < levels.length - 1 ? 1 : 0)).fill(channels))];
    this.controlnetCondEmbedding = new HintEmbedding(forHint, { channels: hintChannels, widths: hintWidths, out: levels[0]!.channels });
    this.controlnetDownBlocks = split(forZeros, widths.length).map((each, i) => zeroConvolution(each, widths[i]!));
    this.controlnetMidBlock = zeroConvolution(forMid, levels.at(-1)!.channels);
  }

  protected get trunkOptions(): UNetTrunkOptions {
    return this.options;
  }

  /**
   * x: [B, H, W, channels], time: [B], hint: [B, H f, W f, hintChannels] in [0, 1], f = 2^(hintWidths - 1) -> what {@link UNet2d} adds.
   *
   * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID`
   */
  forward(x: Tensor, time: Tensor, hint: Tensor, condition: UNetCondition = {}): UNetResiduals {
    this.requireSample(x);
    const factor = 2 ** ((this.options.hintWidths?.length ?? 4) - 1);
    if (hint.shape[1] !== x.shape[1]! * factor || hint.shape[2] !== x.shape[2]! * factor) {
      throw new FigmentError('SHAPE_MISMATCH', `hint must be ${factor} times as high and wide as x, [batch, ${x.shape[1]! * factor}, ${x.shape[2]! * factor}, ${this.options.hintChannels ?? 3}], got [${hint.shape.join(', ')}].`);
    }
    const all = tidy(() => {
      const { x: coarse, skips } = this.descend(x, this.told(time, condition), this.controlnetCondEmbedding.forward(hint));
      return [...skips.map((skip, i) => this.controlnetDownBlocks[i]!.forward(skip)), this.controlnetMidBlock.forward(coarse)];
    });
    return { skips: all.slice(0, -1), mid: all.at(-1)! };
  }
}

/** The picture that steers, at the U-Net's size. */
class HintEmbedding extends Module {
  readonly convIn: Conv2d;
  readonly blocks: readonly Conv2d[];
  readonly convOut: Conv2d;

  constructor(key: Key, { channels, widths, out }: { readonly channels: number; readonly widths: readonly number[]; readonly out: number }) {
    super();
    const [forIn, forBlocks, forOut] = split(key, 3);
    const shape = { kernel: 3, padding: 1 };
    this.convIn = new Conv2d(forIn, { in: channels, out: widths[0]!, ...shape });
    this.blocks = split(forBlocks, 2 * (widths.length - 1)).map((each, i) => {
      const level = Math.floor(i / 2);
      return new Conv2d(each, { in: widths[level]!, out: widths[i % 2 === 0 ? level : level + 1]!, stride: i % 2 === 0 ? 1 : 2, ...shape });
    });
    this.convOut = new Conv2d(forOut, { in: widths.at(-1)!, out, ...shape, initialWeight: allZeros, initialBias: allZeros });
  }

  forward(hint: Tensor): Tensor {
    return this.convOut.forward(this.blocks.reduce((h, block) => silu(block.forward(h)), silu(this.convIn.forward(hint))));
  }
}

function zeroConvolution(key: Key, channels: number): Conv2d {
  return new Conv2d(key, { in: channels, out: channels, kernel: 1, initialWeight: allZeros, initialBias: allZeros });
}
