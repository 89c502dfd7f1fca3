import type { Architecture, Head, Rotary, Tower } from '../architecture/architecture.ts';
import { rotatedWidth } from '../network/rotary-positions.ts';
import { refuse, requireSound } from './check.ts';
import { decoderStyles, encoderStyles, sequenceToSequenceStyles, type Style } from './presets.ts';
import type { SequenceToSequenceConfig } from './sequence-to-sequence.ts';
import type { TextEncoderConfig } from './text-encoder.ts';
import type { TransformerConfig } from './transformer.ts';

/** What else an architecture depends on. */
export interface Sizes {
  /** Ids of the tokenizer: as many as the network has, unless the config says. */
  readonly vocabulary: number;
}

type AnyConfig = TransformerConfig | TextEncoderConfig | SequenceToSequenceConfig;

/** A language model's. @throws FigmentError `CONFIG_INVALID` */
export function decoderArchitecture(config: TransformerConfig, sizes: Sizes): Architecture {
  const style = decoderStyles[config.preset];
  return { ...common(config, sizes), kind: 'decoder', decoder: towerOf(config, style, { causal: true, cross: false }), head: headOf(config, style) };
}

/** A text encoder's. @throws FigmentError `CONFIG_INVALID` */
export function encoderArchitecture(config: TextEncoderConfig, sizes: Sizes): Architecture {
  const style = encoderStyles[config.preset];
  const { pooler, nextSentence, classes, projection } = config;
  if (nextSentence && !pooler) refuse('pooler', 'true where nextSentence is', pooler);
  const encoder = towerOf(config, style, { causal: style.causal === true, cross: false });
  return { ...common(config, sizes), kind: 'encoder', encoder, head: config.head ? headOf(config, style) : undefined, pooler, nextSentence, classes, projection };
}

/** An encoder-decoder's. @throws FigmentError `CONFIG_INVALID` */
export function sequenceToSequenceArchitecture(config: SequenceToSequenceConfig, sizes: Sizes): Architecture {
  const style = sequenceToSequenceStyles[config.preset];
  const { layers, heads, hidden, decoderLayers = layers, decoderHeads = heads, decoderHidden = hidden } = config;
  return {
    ...common(config, sizes), kind: 'encoder-decoder',
    encoder: towerOf(config, style, { causal: false, cross: false }),
    decoder: towerOf({ ...config, layers: decoderLayers, heads: decoderHeads, hidden: decoderHidden }, style, { causal: true, cross: true }),
    head: headOf(config, style),
  };
}

function common(config: AnyConfig, { vocabulary }: Sizes): Architecture {
  return { kind: 'decoder', vocabulary: config.vocabulary ?? vocabulary, encoder: undefined, decoder: undefined, head: undefined, pooler: false, nextSentence: false, classes: 0, projection: 0 };
}

function towerOf(config: AnyConfig, style: Style, place: Pick<Tower, 'causal' | 'cross'>): Tower {
  const { layers, width, heads, keyValueHeads = heads, context, dropout, recompute } = config;
  if (config.headWidth === undefined && width % heads !== 0) refuse('width', `a multiple of heads (${heads})`, width);
  const { headWidth = width / heads } = config;
  const { placement, final, ...norm } = merged(style.norm, config.norm);
  const embedding = merged({ ...style.embedding, scale: style.embedding.scale === 'squareRoot' ? Math.sqrt(width) : 1 }, config.embedding);
  const { local, ...attentionGiven } = config.attention ?? {};
  const { scale = 1 / Math.sqrt(headWidth), globalEvery, ...attention } = merged(style.attention, attentionGiven);
  // Who gives a window to a family that has none means all layers.
  const every = attentionGiven.window !== undefined && globalEvery === 1 ? Infinity : globalEvery;
  const tower: Tower = {
    layers, width, heads, keyValueHeads, headWidth, context, dropout, recompute, ...place,
    hidden: config.hidden ?? hiddenOf(width, style.expansion),
    norm, normPlacement: placement, finalNorm: final,
    parallel: config.parallel ?? style.parallel,
    embedding,
    rotary: rotaryOf(config.rotary, style),
    relativeBias: config.relativeBias === false ? undefined : (config.relativeBias ?? style.relativeBias),
    attention: { ...attention, scale, local: Array.isArray(local) ? local : Array.from({ length: layers }, (_, layer) => local ?? (layer + 1) % every !== 0) },
    feedForward: { ...merged(style.feedForward, config.feedForward), experts: config.feedForward?.experts ?? style.feedForward.experts },
  };
  requireSound(tower, tower.rotary === undefined ? undefined : rotatedWidth(tower.rotary, headWidth));
  return tower;
}

function rotaryOf(given: AnyConfig['rotary'], style: Style): Rotary | undefined {
  if (given === false) return undefined;
  if (given === undefined) return style.rotary;
  return merged(style.rotary ?? { base: 10_000, localBase: undefined, fraction: 1, scaling: undefined }, given);
}

function headOf({ tied, logits, width, feedForward }: AnyConfig, style: Style): Head {
  const isTied = tied ?? style.tied;
  // BERT's head has the activation of its blocks.
  const plain = (['gelu', 'geluTanh', 'relu', 'silu'] as const).find((kind) => kind === feedForward?.kind);
  const transform = style.head.transform === 'none' ? 'none' : (plain ?? style.head.transform);
  const scale = isTied && style.head.scale === 'inverseSquareRoot' ? 1 / Math.sqrt(width) : 1;
  return { tied: isTied, ...merged({ ...style.head, scale, transform }, logits) };
}

/** Gated networks have three matrices in place of two: their part of the width is rounded to whole vectors of 32. */
function hiddenOf(width: number, expansion: number): number {
  return Number.isInteger(expansion) ? expansion * width : Math.ceil((expansion * width) / 32) * 32;
}

/** `base` with what was given in its place. */
function merged<Base extends object, Given extends object>(base: Base, given: Given | undefined): Base & { [Field in keyof Given & keyof Base]: Base[Field] | NonNullable<Given[Field]> } {
  const told = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...base, ...Object.fromEntries(told) };
}
