import { allZeros, Conv2d, Downsample, GroupNorm, Module, Upsample } from '@figment/core/nn';
import { cast, concat, reshape, silu, tidy, tile } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { DenoiserCondition } from '@figment/core/interfaces';
import { FigmentError, type Tensor } from '@figment/core';

import { ConditionEmbedding, type ConditionSizes } from '../condition-embedding.ts';
import { requireCounts, requireOption, requireStates } from '../require.ts';
import { Stage, type StageOptions } from './stage.ts';

/** Sizes of {@link Unet1d} and {@link SpaceTimeUnet}. */
export interface HourglassSizes extends ConditionSizes {
  /** Of what it sees. */
  readonly channels: number;
  /** Of what it says; `channels`. */
  readonly outChannels?: number | undefined;
  /** Channels of each resolution, from the finest; it is halved from one to the next. */
  readonly widths: readonly number[];
  /** Stages of each resolution on the way down; one more on the way up (1). */
  readonly blocks?: number | undefined;
  /** At how many resolutions, counted from the coarsest, there is attention (1). */
  readonly attention?: number | undefined;
  /** Of attention (4). */
  readonly heads?: number | undefined;
  /** Of all norms (8). */
  readonly groups?: number | undefined;
  /** Width of states of a prompt. */
  readonly contextWidth?: number | undefined;
}

/**
 * A U-Net of stages: down to few places, up again, with what each stage on the way down saw handed over to one on the way up.
 * Ronneberger et al. 2015, arXiv:1505.04597; as a denoiser Ho et al. 2020, arXiv:2006.11239, appendix B. As it begins, it predicts 0.
 */
export class Hourglass extends Module {
  readonly condition: ConditionEmbedding;
  readonly input: Conv2d;
  readonly down: readonly (readonly Stage[])[];
  readonly downsamplers: readonly Downsample[];
  readonly middle: readonly Stage[];
  readonly up: readonly (readonly Stage[])[];
  readonly upsamplers: readonly Upsample[];
  readonly norm: GroupNorm;
  readonly output: Conv2d;
  readonly sizes: HourglassSizes;
  readonly along: 'both' | 'columns';

  constructor(key: Key, name: string, sizes: HourglassSizes, { along, isTemporal }: Pick<StageOptions, 'along' | 'isTemporal'>) {
    super();
    const { channels, outChannels = channels, widths, blocks = 1, attention = 1, heads = 4, groups = 8, contextWidth } = sizes;
    requireOption(`${name}.widths`, widths.length > 0 && widths.every((width) => Number.isSafeInteger(width) && width > 0 && width % groups === 0), `one or more multiples of groups (${groups})`, widths);
    requireOption(`${name}.attention`, Number.isSafeInteger(attention) && attention >= 0 && attention <= widths.length, `a whole number from 0 to ${widths.length}`, attention);
    requireOption(`${name}.heads`, widths.every((width) => width % heads === 0), `a divisor of all widths (${widths.join(', ')})`, heads);
    requireCounts(name, { channels, outChannels, blocks, heads, groups, contextWidth });
    const finest = widths[0]!, coarsest = widths.at(-1)!;
    const options: StageOptions = { heads, groups, vectorWidth: 4 * finest, contextWidth, along, isTemporal };
    const [forCondition, forInput, forDown, forDownsamplers, forMiddle, forUp, forUpsamplers, forOutput] = split(key, 8);
    const attends = (level: number): boolean => level >= widths.length - attention;
    const levels = (key: Key, each: (key: Key, level: number) => Stage[]): Stage[][] => split(key, widths.length).map(each);
    const window = along === 'both' ? { kernel: 3, padding: 1 } : { kernel: [1, 3] as const, padding: [0, 1] as const };
    this.condition = new ConditionEmbedding(forCondition, { ...sizes, width: 4 * finest });
    this.input = new Conv2d(forInput, { in: channels, out: finest, ...window });
    this.down = levels(forDown, (key, level) => split(key, blocks).map((key, i) => new Stage(key, { in: i === 0 ? widths[Math.max(0, level - 1)]! : widths[level]!, out: widths[level]!, attends: attends(level) }, options)));
    this.downsamplers = split(forDownsamplers, widths.length).slice(1).map((key, level) => new Downsample(key, { channels: widths[level]!, along }));
    this.middle = split(forMiddle, 2).map((key, i) => new Stage(key, { in: coarsest, out: coarsest, attends: attention > 0 && i === 0 }, options));
    this.up = levels(forUp, (key, level) => split(key, blocks + 1).map((key, i) => new Stage(key, { in: (i === 0 ? widths[level + 1] ?? coarsest : widths[level]!) + handedOver(widths, blocks, level, i), out: widths[level]!, attends: attends(level) }, options)));
    this.upsamplers = split(forUpsamplers, widths.length).slice(1).map((key, level) => new Upsample(key, { channels: widths[level + 1]!, along }));
    this.norm = new GroupNorm(forOutput, { channels: finest, groups });
    this.output = new Conv2d(forOutput, { in: finest, out: outChannels, ...window, initialWeight: allZeros, initialBias: allZeros });
    this.sizes = sizes;
    this.along = along;
  }

  /**
   * x: [B F, H, W, channels], time: [B] -> [B F, H, W, outChannels]
   *
   * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID`
   */
  forward(x: Tensor, time: Tensor, condition: DenoiserCondition, frames = 1): Tensor {
    const { widths, contextWidth } = this.sizes;
    const factor = 2 ** (widths.length - 1);
    const [, height, width] = x.shape as [number, number, number];
    if (width % factor !== 0 || (this.along === 'both' && height % factor !== 0)) {
      throw new FigmentError('SHAPE_MISMATCH', `x must have ${this.along === 'both' ? 'a height and width' : 'a length'} that can be halved ${widths.length - 1} times (a multiple of ${factor}), got ${this.along === 'both' ? `${height} x ${width}` : width}.`);
    }
    const states = contextWidth === undefined ? undefined : requireStates(condition.states, contextWidth);
    return tidy(() => {
      const mask = states && condition.mask && cast(reshape(condition.mask, [condition.mask.shape[0], 1, 1, condition.mask.shape[1]!]), 'bool');
      const call = {
        vector: forEachFrame(this.condition.forward(time, condition), frames),
        states: states && forEachFrame(states, frames),
        mask: mask && cast(forEachFrame(cast(mask, 'int32'), frames), 'bool'),
        frames,
      };
      let h = this.input.forward(x);
      const seen = [h];
      this.down.forEach((stages, level) => {
        if (level > 0) seen.push(h = this.downsamplers[level - 1]!.forward(h));
        for (const stage of stages) seen.push(h = stage.forward(h, call));
      });
      for (const stage of this.middle) h = stage.forward(h, call);
      for (let level = widths.length - 1; level >= 0; level--) {
        for (const stage of this.up[level]!) h = stage.forward(concat([h, seen.pop()!], 3), call);
        if (level > 0) h = this.upsamplers[level - 1]!.forward(h);
      }
      return this.output.forward(silu(this.norm.forward(h)));
    });
  }
}

/** Channels that the way down hands over to stage i of a resolution on the way up: of its own stages, then of what it began with. */
function handedOver(widths: readonly number[], blocks: number, level: number, i: number): number {
  return i < blocks ? widths[level]! : widths[Math.max(0, level - 1)]!;
}

/** What is told of clips, told of each of their frames: [B, ...] -> [B F, ...] */
function forEachFrame(x: Tensor, frames: number): Tensor {
  if (frames === 1) return x;
  const [batch = 0, ...rest] = x.shape;
  return reshape(tile(reshape(x, [batch, 1, -1]), [1, frames, 1]), [batch * frames, ...rest]);
}
