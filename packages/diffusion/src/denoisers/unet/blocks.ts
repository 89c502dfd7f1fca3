import { Conv2d, Downsample, GroupNorm, Module, Upsample } from '@figment/core/nn';
import { add, concat, silu, tidy } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { smoothDownsample, smoothUpsample } from './fir.ts';
import type { UNetBlockKind } from './options.ts';
import { UNetResidual, type UNetResidualOptions } from './residual.ts';
import { SpatialAttention } from './spatial-attention.ts';
import { SpatialTransformer, type Told } from './spatial-transformer.ts';

/** What blocks of one resolution are made from. */
export interface BlockOptions {
  readonly kind: UNetBlockKind;
  /** Of x. */
  readonly in: number;
  readonly out: number;
  readonly layers: number;
  /** Of what comes over from the way down, for each layer; none on the way down. */
  readonly skips?: readonly number[] | undefined;
  /** Halve or double the picture at the end. */
  readonly resample: boolean;
  /** By a residual block. */
  readonly residualResample: boolean;
  readonly padding: 'symmetric' | 'bottomRight';
  readonly heads: number;
  readonly headWidth: number | undefined;
  readonly depth: readonly number[];
  readonly contextWidth: number | undefined;
  readonly onlyCross: boolean;
  readonly linearProjection: boolean;
  readonly groups: number;
  readonly epsilon: number;
  /** Of all residual blocks. */
  readonly residual: Pick<UNetResidualOptions, 'condition' | 'conditioning' | 'activateCondition'>;
  /** What sums of blocks of kind 'residual' are divided by. */
  readonly scale: number;
}

/** What goes through blocks beside x: the vector of time and conditions, [B, width], and what is told. */
export interface BlockCall extends Told {
  readonly vector: Tensor;
}

type Attention = SpatialAttention | SpatialTransformer;

/** Blocks that carry the picture along have scales and groups of their own. */
const isSkip = ({ kind }: BlockOptions): boolean => kind === 'skip' || kind === 'attentionSkip';
const groupsFor = (channels: number): number => Math.min(Math.floor(channels / 4), 32);

function scaleOf(options: BlockOptions): number {
  if (isSkip(options)) return Math.SQRT2;
  return options.kind === 'residual' ? options.scale : 1;
}

/** A residual block of these channels. */
function residualOf(key: Key, options: BlockOptions, sizes: Pick<UNetResidualOptions, 'in' | 'out' | 'resample'>, skip = 0): UNetResidual {
  const { groups, epsilon, residual } = options;
  // diffusers divides only what comes over by 4 where there is attention.
  const inGroups = options.kind === 'attentionSkip' && skip > 0 ? Math.min(sizes.in - skip + Math.floor(skip / 4), 32) : groupsFor(sizes.in);
  const own = isSkip(options) ? { groups: inGroups, outGroups: groupsFor(sizes.out ?? sizes.in), convolvedShortcut: sizes.resample !== undefined || sizes.in !== sizes.out } : { groups };
  return new UNetResidual(key, { ...sizes, ...own, epsilon, ...residual, scale: scaleOf(options) });
}

function attentionOf(key: Key, options: BlockOptions, layer: number): Attention {
  const { kind, out: channels, heads, headWidth, depth, contextWidth, onlyCross, linearProjection, groups, epsilon } = options;
  if (kind === 'crossAttention') {
    return new SpatialTransformer(key, { channels, heads, headWidth, depth: depth[layer % depth.length]!, contextWidth, onlyCross, linearProjection, groups });
  }
  return new SpatialAttention(key, { channels, heads, headWidth, groups: kind === 'attentionSkip' ? 32 : groups, epsilon, scale: scaleOf(options) });
}

const hasAttention = (kind: UNetBlockKind): boolean => kind === 'attention' || kind === 'crossAttention' || kind === 'attentionSkip';

/** Residual blocks of one resolution, each followed by attention where there is any. */
abstract class Level extends Module {
  readonly resnets: readonly UNetResidual[];
  readonly attentions: readonly Attention[];

  constructor(key: Key, options: BlockOptions, attentions: number) {
    super();
    const [forResnets, forAttentions] = split(key, 2);
    const { in: from, out, layers, skips } = options;
    this.resnets = split(forResnets, layers).map((each, i) => residualOf(each, options, { in: (i === 0 ? from : out) + (skips?.[i] ?? 0), out }, skips?.[i]));
    this.attentions = hasAttention(options.kind) ? split(forAttentions, layers).slice(0, attentions).map((each, i) => attentionOf(each, options, i)) : [];
  }

  /** One residual block, with its attention. */
  protected layer(i: number, x: Tensor, call: BlockCall): Tensor {
    const h = this.resnets[i]!.forward(x, { condition: call.vector });
    return this.attentions[i]?.forward(h, call) ?? h;
  }
}

/** What a way down leaves: x, what it hands over to the way up, and the picture itself, where it is carried along. */
export interface Descent {
  readonly x: Tensor;
  readonly skips: readonly Tensor[];
  readonly picture: Tensor;
}

/** One resolution on the way down. */
export class DownBlock extends Level {
  /** One, or none in the coarsest block. */
  readonly downsamplers: readonly (Downsample | UNetResidual)[];
  /** Of blocks that carry the picture along. */
  readonly resnetDown: UNetResidual | undefined;
  readonly skipConv: Conv2d | undefined;

  constructor(key: Key, options: BlockOptions & { readonly pictureChannels: number }) {
    const [forLevel, forDown, forSkip] = split(key, 3);
    super(forLevel, options, options.layers);
    const { out, resample, residualResample, padding } = options;
    const carries = resample && isSkip(options);
    const sampler = (): Downsample | UNetResidual => (residualResample ? residualOf(forDown, options, { in: out, out, resample: 'down' }) : new Downsample(forDown, { channels: out, padding }));
    this.downsamplers = resample && !carries ? [sampler()] : [];
    this.resnetDown = carries ? residualOf(forDown, options, { in: out, out, resample: 'smoothDown' }) : undefined;
    this.skipConv = carries ? new Conv2d(forSkip, { in: options.pictureChannels, out, kernel: 1 }) : undefined;
  }

  /** x: [B, H, W, in] -> [B, H/2, W/2, out], or [B, H, W, out] in the coarsest block. */
  forward({ x, skips, picture }: Descent, call: BlockCall): Descent {
    const left = [...skips];
    let h = x;
    this.resnets.forEach((_, i) => { left.push(h = this.layer(i, h, call)); });
    for (const sampler of this.downsamplers) left.push(h = sampler instanceof UNetResidual ? sampler.forward(h, { condition: call.vector }) : sampler.forward(h));
    if (this.resnetDown === undefined || this.skipConv === undefined) return { x: h, skips: left, picture };
    const smaller = smoothDownsample(picture);
    left.push(h = add(this.skipConv.forward(smaller), this.resnetDown.forward(h, { condition: call.vector })));
    return { x: h, skips: left, picture: smaller };
  }
}

/** One resolution on the way up. */
export class UpBlock extends Level {
  /** One, or none in the finest block. */
  readonly upsamplers: readonly (Upsample | UNetResidual)[];
  /** Of blocks that add to the picture as they go. */
  readonly resnetUp: UNetResidual | undefined;
  readonly skipNorm: GroupNorm | undefined;
  readonly skipConv: Conv2d | undefined;
  readonly addsToPicture: boolean;

  constructor(key: Key, options: BlockOptions & { readonly pictureChannels: number }) {
    const [forLevel, forUp, forNorm, forSkip] = split(key, 4);
    super(forLevel, options, options.kind === 'attentionSkip' ? 1 : options.layers);
    const { out, resample, residualResample, epsilon } = options;
    const adds = resample && isSkip(options);
    const sampler = (): Upsample | UNetResidual => (residualResample ? residualOf(forUp, options, { in: out, out, resample: 'up' }) : new Upsample(forUp, { channels: out }));
    this.upsamplers = resample && !adds ? [sampler()] : [];
    this.resnetUp = adds ? residualOf(forUp, options, { in: out, out, resample: 'smoothUp' }) : undefined;
    this.skipNorm = adds ? new GroupNorm(forNorm, { channels: out, groups: groupsFor(out), epsilon }) : undefined;
    this.skipConv = adds ? new Conv2d(forSkip, { in: out, out: options.pictureChannels, kernel: 3, padding: 1 }) : undefined;
    this.addsToPicture = isSkip(options);
  }

  /**
   * x: [B, h, w, in] -> [B, 2 h, 2 w, out], or [B, h, w, out] in the finest block; the picture so far, where blocks add to it.
   *
   * @param skips what the way down handed over to this block, the last of it first used
   */
  forward(x: Tensor, skips: readonly Tensor[], call: BlockCall, picture?: Tensor): { x: Tensor; picture: Tensor | undefined } {
    const attendsOnce = this.attentions.length === 1 && this.resnets.length > 1;
    let h = x;
    this.resnets.forEach((resnet, i) => {
      const joined = concat([h, skips[skips.length - 1 - i]!], 3);
      h = attendsOnce ? resnet.forward(joined, { condition: call.vector }) : this.layer(i, joined, call);
    });
    if (attendsOnce) h = this.attentions[0]!.forward(h, call);
    for (const sampler of this.upsamplers) h = sampler instanceof UNetResidual ? sampler.forward(h, { condition: call.vector }) : sampler.forward(h);
    if (!this.addsToPicture) return { x: h, picture };
    let made = picture === undefined ? undefined : smoothUpsample(picture);
    if (this.resnetUp === undefined || this.skipConv === undefined || this.skipNorm === undefined) return { x: h, picture: made };
    const added = this.skipConv.forward(silu(this.skipNorm.forward(h)));
    made = made === undefined ? added : add(made, added);
    return { x: this.resnetUp.forward(h, { condition: call.vector }), picture: made };
  }
}

/** What the coarsest resolution is made from. */
export interface MidOptions extends BlockOptions {
  readonly attention: 'none' | 'self' | 'cross';
  readonly attentionGroups: number | null;
}

/** The coarsest resolution: residual blocks with attention between them. */
export class MidBlock extends Module {
  readonly attentions: readonly Attention[];
  readonly resnets: readonly UNetResidual[];

  constructor(key: Key, options: MidOptions) {
    super();
    const { in: channels, layers, attention, attentionGroups, heads, headWidth, depth, contextWidth, onlyCross, linearProjection, groups, epsilon, residual, scale } = options;
    const [forAttentions, forResnets] = split(key, 2);
    this.attentions = attention === 'none' ? [] : split(forAttentions, layers).map((each, i) => (attention === 'cross'
      ? new SpatialTransformer(each, { channels, heads, headWidth, depth: depth[i % depth.length]!, contextWidth, onlyCross, linearProjection, groups })
      : new SpatialAttention(each, { channels, heads, headWidth, groups: attentionGroups, epsilon, scale })));
    this.resnets = split(forResnets, layers + 1).map((each) => new UNetResidual(each, { in: channels, groups, epsilon, ...residual, scale }));
  }

  /** x: [B, h, w, C] -> the same */
  forward(x: Tensor, call: BlockCall): Tensor {
    return tidy(() => this.resnets.reduce((h, resnet, i) => {
      const seen = i === 0 ? h : this.attentions[i - 1]?.forward(h, call) ?? h;
      return resnet.forward(seen, { condition: call.vector });
    }, x));
  }
}
