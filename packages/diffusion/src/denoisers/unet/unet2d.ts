import { allZeros, Conv2d, GroupNorm } from '@figment/core/nn';
import { add, cast, div, mul, reshape, silu, tidy } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Denoiser } from '@figment/core/interfaces';
import { FigmentError, type Tensor } from '@figment/core';

import { requireCounts } from '../require.ts';
import { UpBlock } from './blocks.ts';
import type { UNet2dOptions, UNetTrunkOptions } from './options.ts';
import { blockOptions, type UNetCondition, UNetTrunk } from './trunk.ts';

/** What an adapter adds to a U-Net's way: to each tensor that the way down hands over, and to the coarsest resolution. */
export interface UNetResiduals {
  readonly skips: readonly Tensor[];
  readonly mid: Tensor;
}

/**
 * A picture through ever coarser resolutions and back, with what each left on the way down added on the way up: Ronneberger et al. 2015,
 * arXiv:1505.04597; as a denoiser: Ho et al. 2020, arXiv:2006.11239, appendix B; told of text by cross-attention: Rombach et al. 2022,
 * arXiv:2112.10752. With the options of diffusers' `UNet2DModel` and `UNet2DConditionModel`, whose names its fields follow. As it
 * begins, it predicts 0.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class UNet2d extends UNetTrunk implements Denoiser {
  readonly upBlocks: readonly UpBlock[];
  readonly convNormOut: GroupNorm;
  readonly convOut: Conv2d;
  readonly options: UNet2dOptions;

  constructor(key: Key, options: UNet2dOptions) {
    const [forTrunk, forUp, forNorm, forOut] = split(key, 4);
    const { channels, outChannels = channels, outKernel = 3, levels, groups = 32, epsilon = 1e-5, upsampling = options.downsampling } = options;
    requireCounts('UNet2d', { outChannels, outKernel });
    super(forTrunk, 'UNet2d', options);
    this.options = options;
    const coarseFirst = levels.map((_, i) => levels.length - 1 - i);
    this.upBlocks = split(forUp, levels.length).map((each, i) => {
      const at = coarseFirst[i]!;
      const { down = 'plain', up = down, layers = 2, depth, upDepth = depth, heads, upHeads = heads, headWidth, upHeadWidth = headWidth, channels: here } = levels[at]!;
      return new UpBlock(each, {
        ...blockOptions({ ...options, downsampling: upsampling }, at, up, upDepth),
        heads: upHeads ?? 1, headWidth: upHeadWidth,
        in: levels[coarseFirst[Math.max(0, i - 1)]!]!.channels,
        // The last comes from the finer level: it is what that one handed down.
        skips: Array.from({ length: layers + 1 }, (_, layer) => (layer === layers ? levels[Math.max(0, at - 1)]!.channels : here)),
        layers: layers + 1, resample: at > 0, pictureChannels: channels,
      });
    });
    const finest = levels[0]!.channels;
    this.convNormOut = new GroupNorm(forNorm, { channels: finest, groups, epsilon });
    this.convOut = new Conv2d(forOut, { in: finest, out: outChannels, kernel: outKernel, padding: (outKernel - 1) / 2, initialWeight: allZeros, initialBias: allZeros });
  }

  get module(): this {
    return this;
  }

  protected get trunkOptions(): UNetTrunkOptions {
    return this.options;
  }

  predict(x: Tensor, time: Tensor, condition: UNetCondition = {}): Tensor {
    return this.forward(x, time, condition);
  }

  /**
   * x: [B, H, W, channels], time: [B] -> [B, H, W, outChannels]
   *
   * @param residuals of an adapter such as {@link ControlNet}
   * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID`
   */
  forward(x: Tensor, time: Tensor, condition: UNetCondition = {}, residuals?: UNetResiduals): Tensor {
    this.requireSample(x);
    return tidy(() => {
      const call = this.told(time, condition);
      const { x: coarse, skips } = withResiduals(this.descend(x, call), residuals);
      let left = skips.length;
      let h = coarse;
      let picture: Tensor | undefined;
      for (const block of this.upBlocks) {
        const from = left - block.resnets.length;
        ({ x: h, picture } = block.forward(h, skips.slice(from, left), call, picture));
        left = from;
      }
      const said = this.convOut.forward(silu(this.convNormOut.forward(h)));
      const whole = picture === undefined ? said : add(said, picture);
      return this.options.time?.kind === 'fourier' ? div(whole, reshape(cast(time, 'float32'), [-1, 1, 1, 1])) : whole;
    });
  }
}

function withResiduals<D extends { readonly x: Tensor; readonly skips: readonly Tensor[] }>(descent: D, residuals: UNetResiduals | undefined): Pick<D, 'x' | 'skips'> {
  if (residuals === undefined) return descent;
  if (residuals.skips.length !== descent.skips.length) {
    throw new FigmentError('INPUT_INVALID', `residuals.skips must be ${descent.skips.length}, as many as this U-Net hands over, got ${residuals.skips.length}.`);
  }
  return { x: add(descent.x, residuals.mid), skips: descent.skips.map((skip, i) => add(skip, residuals.skips[i]!)) };
}

/** Residuals of several adapters, or of one with a strength. */
export function scaleResiduals({ skips, mid }: UNetResiduals, strength: number): UNetResiduals {
  return { skips: skips.map((skip) => mul(skip, strength)), mid: mul(mid, strength) };
}
