import { Conv2d, Embedding, Linear, Module, normalOf } from '@figment/core/nn';
import { add, cast, concat, fill, mul, reshape, sub } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { DenoiserCondition } from '@figment/core/interfaces';
import { FigmentError, type Tensor } from '@figment/core';

import { requireCounts, requireOption, requireStates } from '../require.ts';
import { FourierFeatures, TimeEmbedding, timestepEmbedding } from '../time-embedding.ts';
import { type BlockCall, type BlockOptions, type Descent, DownBlock, MidBlock } from './blocks.ts';
import type { UNetBlockKind, UNetLevel, UNetTrunkOptions } from './options.ts';

/** What a U-Net is told. */
export interface UNetCondition extends DenoiserCondition {
  /** float32 [B, sizes]: of pictures, in pixels, where the network is told them (height and width, crop, and wanted size of SDXL). */
  readonly sizes?: Tensor | undefined;
  /** What is told with the time, [B, D], such as the sines of a guidance scale. */
  readonly beside?: Tensor | undefined;
  /** float32 [B] or [B, D], where classes are not numbers of rows. */
  readonly labelVector?: Tensor | undefined;
}

/** A U-Net's way down with what it is told: what {@link UNet2d} and {@link ControlNet} have in common. */
export abstract class UNetTrunk extends Module {
  readonly convIn: Conv2d;
  /** Of times that are told by their logarithm or by a table. */
  readonly timeProj: FourierFeatures | Embedding | undefined;
  readonly timeEmbedding: TimeEmbedding;
  readonly classEmbedding: Embedding | TimeEmbedding | undefined;
  readonly addEmbedding: TimeEmbedding | undefined;
  readonly encoderHidProj: Linear | undefined;
  readonly downBlocks: readonly DownBlock[];
  readonly midBlock: MidBlock | undefined;

  constructor(key: Key, name: string, options: UNetTrunkOptions) {
    super();
    requireTrunk(name, options);
    const { channels, levels, mid, inKernel = 3, labels, labelKind = 'table', labelWidth, textAndSizes, statesWidth, contextWidth } = options;
    const [forIn, forProjection, forTime, forClass, forAdded, forStates, forDown, forMid] = split(key, 8);
    const { sines, width } = widthsOf(options);
    const kind = options.time?.kind ?? 'positional';
    this.convIn = new Conv2d(forIn, { in: channels, out: levels[0]!.channels, kernel: inKernel, padding: (inKernel - 1) / 2 });
    this.timeProj = kind === 'fourier' ? new FourierFeatures(forProjection, { width: sines }) : undefined;
    if (kind === 'learned') this.timeProj = new Embedding(forProjection, { count: options.time?.steps ?? 1000, width: sines });
    this.timeEmbedding = new TimeEmbedding(forTime, { in: sines, width, condition: options.time?.condition });
    this.classEmbedding = labels !== undefined && labelKind === 'table' ? new Embedding(forClass, { count: labels, width, initialWeight: normalOf(0.02) }) : undefined;
    if (labelKind === 'timestep' || labelKind === 'projection') this.classEmbedding = new TimeEmbedding(forClass, { in: labelKind === 'timestep' ? sines : labelWidth!, width });
    this.addEmbedding = textAndSizes === undefined ? undefined : new TimeEmbedding(forAdded, { in: textAndSizes.textWidth + textAndSizes.sizeWidth * textAndSizes.sizes, width });
    this.encoderHidProj = statesWidth === undefined ? undefined : new Linear(forStates, { in: statesWidth, out: contextWidth! });
    this.downBlocks = split(forDown, levels.length).map((each, i) => new DownBlock(each, {
      ...blockOptions(options, i, levels[i]!.down ?? 'plain'), in: levels[Math.max(0, i - 1)]!.channels, resample: i < levels.length - 1, pictureChannels: channels,
    }));
    this.midBlock = mid === null ? undefined : midBlockOf(forMid, options);
  }

  protected abstract get trunkOptions(): UNetTrunkOptions;

  /** What blocks are told of time and conditions. time: [B]. @throws FigmentError `INPUT_INVALID` */
  protected told(time: Tensor, condition: UNetCondition): BlockCall {
    const { contextWidth } = this.trunkOptions;
    const parts = [this.timeEmbedding.forward(this.sinesOf(time), condition.beside), this.ofLabel(time.shape[0], condition), this.ofTextAndSizes(condition)];
    const vector = parts.filter((part) => part !== undefined).reduce((sum, part) => add(sum, part));
    if (contextWidth === undefined) return { vector };
    const given = requireStates(condition.states, this.trunkOptions.statesWidth ?? contextWidth);
    const { mask } = condition;
    return {
      vector,
      states: this.encoderHidProj?.forward(given) ?? given,
      mask: mask && cast(reshape(mask, [mask.shape[0], 1, 1, mask.shape[1]!]), 'bool'), // [B, T] -> [B, 1, 1, T]
    };
  }

  /** x: [B, H, W, channels] -> through the coarsest resolution, with what is handed over. */
  protected descend(x: Tensor, call: BlockCall, extra?: Tensor): Descent {
    const seen = this.trunkOptions.centreInput === true ? sub(mul(x, 2), 1) : x;
    const first = extra === undefined ? this.convIn.forward(seen) : add(this.convIn.forward(seen), extra);
    const down = this.downBlocks.reduce<Descent>((descent, block) => block.forward(descent, call), { x: first, skips: [first], picture: seen });
    return { ...down, x: this.midBlock?.forward(down.x, call) ?? down.x };
  }

  /** Checks a noisy sample before anything is computed. @throws FigmentError `SHAPE_MISMATCH` */
  protected requireSample(x: Tensor): void {
    const { channels, levels } = this.trunkOptions;
    const factor = 2 ** (levels.length - 1);
    const [, height = 0, width = 0, given] = x.shape;
    if (x.rank === 4 && given === channels && height % factor === 0 && width % factor === 0) return;
    throw new FigmentError('SHAPE_MISMATCH', `x must be [batch, height, width, ${channels}] with height and width multiples of ${factor} (they are halved ${levels.length - 1} times), got [${x.shape.join(', ')}].`);
  }

  private sinesOf(time: Tensor): Tensor {
    if (this.timeProj !== undefined) return this.timeProj.forward(this.timeProj instanceof Embedding ? cast(time, 'int32') : time);
    return timestepEmbedding(time, { ...this.trunkOptions.time, width: this.trunkOptions.levels[0]!.channels });
  }

  private ofLabel(batch: number, { label, labelVector }: UNetCondition): Tensor | undefined {
    const { labels, labelKind = 'table' } = this.trunkOptions;
    if (this.classEmbedding instanceof Embedding) return this.classEmbedding.forward(label ?? fill([batch], labels! - 1, 'int32'));
    if (labelKind === 'table') return undefined;
    const told = labelVector ?? label;
    if (told === undefined) throw new FigmentError('INPUT_INVALID', 'This denoiser is told a class as numbers, condition.labelVector, got none.');
    if (labelKind === 'identity') return told;
    return this.classEmbedding!.forward(labelKind === 'timestep' ? this.sinesOf(told) : told);
  }

  private ofTextAndSizes({ pooled, sizes }: UNetCondition): Tensor | undefined {
    const { textAndSizes, time } = this.trunkOptions;
    if (this.addEmbedding === undefined || textAndSizes === undefined) return undefined;
    const { textWidth, sizeWidth: width, sizes: count } = textAndSizes;
    if (pooled === undefined || sizes === undefined) {
      throw new FigmentError('INPUT_INVALID', `This denoiser needs condition.pooled [B, ${textWidth}] and condition.sizes [B, ${count}], got ${pooled === undefined ? 'no pooled' : 'no sizes'}.`);
    }
    const waves = timestepEmbedding(reshape(sizes, [-1]), { ...time, width }); // [B count, width]
    return this.addEmbedding.forward(concat([pooled, reshape(waves, [sizes.shape[0], count * width])], 1));
  }
}

/** Of the sines of a time, and of the vector that blocks are told. */
function widthsOf({ levels, time }: UNetTrunkOptions): { sines: number; width: number } {
  const [{ channels }] = levels as [UNetLevel];
  return { sines: time?.kind === 'fourier' ? 2 * channels : channels, width: time?.width ?? 4 * channels };
}

/** What blocks of a level are made from, but for `in` and `resample`. */
export function blockOptions(options: UNetTrunkOptions, level: number, kind: UNetBlockKind, depth: number | readonly number[] = options.levels[level]!.depth ?? 1): Omit<BlockOptions, 'in' | 'resample'> {
  const { groups = 32, epsilon = 1e-5, conditioning, downsamplePadding: padding = 'symmetric', downsampling = 'convolution', linearProjection = false, skipTimeActivation = false, residualScale: scale = 1 } = options;
  const { channels: out, layers = 2, heads = 1, headWidth, contextWidth = options.contextWidth, onlyCross = false } = options.levels[level]!;
  return {
    kind, out, layers, padding, heads, headWidth, contextWidth, onlyCross, linearProjection, groups, epsilon, scale,
    depth: [depth].flat(),
    residualResample: kind === 'residual' || (kind === 'attention' && downsampling === 'residual'),
    residual: { condition: widthsOf(options).width, conditioning, activateCondition: !(skipTimeActivation && kind === 'residual') },
  };
}

function midBlockOf(key: Key, options: UNetTrunkOptions): MidBlock {
  const last = options.levels.length - 1;
  const coarsest = options.levels[last]!;
  const { attention = 'self', layers = 1, heads = coarsest.heads ?? 1, headWidth = coarsest.headWidth, depth = coarsest.depth ?? 1, onlyCross = false, attentionGroups = options.groups ?? 32, scale = 1 } = options.mid ?? {};
  return new MidBlock(key, {
    ...blockOptions(options, last, 'plain', depth), in: coarsest.channels, resample: false, layers, attention, heads, headWidth, onlyCross, attentionGroups, scale,
  });
}

function requireTrunk(name: string, { channels, levels, contextWidth, statesWidth, labels, labelKind, labelWidth, groups = 32, mid }: UNetTrunkOptions): void {
  requireOption(`${name}.levels`, levels.length > 0, 'one or more', levels.length);
  requireCounts(name, { channels, contextWidth, statesWidth, labels, labelWidth, groups });
  levels.forEach(({ channels: count, layers, heads, headWidth, down = 'plain', up = down, contextWidth: own = contextWidth }, i) => {
    requireCounts(`${name}.levels[${i}]`, { channels: count, layers, heads, headWidth });
    requireOption(`${name}.levels[${i}].channels`, down.toLowerCase().includes('skip') || count % groups === 0, `a multiple of groups (${groups})`, count);
    requireOption(`${name}.contextWidth`, own !== undefined || ![down, up].includes('crossAttention'), 'told where levels have cross-attention', own);
  });
  requireOption(`${name}.contextWidth`, mid?.attention !== 'cross' || (levels.at(-1)!.contextWidth ?? contextWidth) !== undefined, 'told where the middle has cross-attention', contextWidth);
  requireOption(`${name}.labelWidth`, labelKind !== 'projection' || labelWidth !== undefined, 'told where classes are vectors that are mapped', labelWidth);
  requireOption(`${name}.contextWidth`, statesWidth === undefined || contextWidth !== undefined, 'told where states are mapped to it', contextWidth);
}
