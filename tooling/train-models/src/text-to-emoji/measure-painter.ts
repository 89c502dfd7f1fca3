import { foldIn, key, permutation } from '@figment/core/random';

import { distances, nearest } from './distances.ts';
import type { Painter } from './painter.ts';
import type { ToldEmoji } from './told-emoji.ts';

/** Training captions that are painted in each language. */
const CAPTIONS = 512;
const SEED = 5;

/** Of captions of one language. */
export interface Recall {
  readonly captions: number;
  /** Part of them whose picture is, of all emoji, nearest to the right one. */
  readonly top1: number;
  /** Mean squared difference from the right one, of pixels in [-1, 1]. */
  readonly error: number;
  /** The same from the nearest one. */
  readonly nearest: number;
}

/** What is made of captions whose pictures were kept back. */
export interface Generalisation {
  /** Of Korean labels that were kept back, while English ones and tags were not. */
  readonly unreadKorean: Recall;
  readonly captions: number;
  /** Mean squared difference from the emoji that was kept back, and from another one that was. */
  readonly error: number;
  readonly errorOfAnother: number;
  /** Of what was painted from the nearest emoji that was learnt, and of the emoji that was kept back from it. */
  readonly nearest: number;
  readonly realNearest: number;
  /** How often the nearest emoji that was learnt is of the same category, for what was painted and for the emoji that was kept back. */
  readonly category: number;
  readonly realCategory: number;
}

export type Fidelity = Readonly<Record<'en' | 'ko', Recall>>;

/** What it makes of captions that it learnt. */
export async function measureFidelity(painter: Painter, emoji: ToldEmoji, { captions = CAPTIONS, ...options }: { readonly steps?: number; readonly guidance?: number; readonly captions?: number | undefined } = {}): Promise<Fidelity> {
  const all = await pixels(emoji);
  const order = Array.from(permutation(key(SEED), emoji.learnt.length), (i) => emoji.learnt[i]!);
  const readInKorean = order.filter((i) => !emoji.withoutKorean.includes(i));
  return {
    en: await recall(painter, emoji, all, 'en', order.slice(0, captions), options),
    ko: await recall(painter, emoji, all, 'ko', readInKorean.slice(0, captions), options),
  };
}

/** What it makes of captions that it never read. */
export async function measureGeneralisation(painter: Painter, emoji: ToldEmoji): Promise<Generalisation> {
  const { captions, heldOut, withoutKorean } = emoji;
  const all = await pixels(emoji);
  const size = all.length / captions.length;
  const real = Float32Array.from(heldOut.flatMap((i) => Array.from(all.subarray(i * size, (i + 1) * size))));
  const isLearnt = new Set(emoji.learnt);
  const made = await distances(await painter.paint(heldOut.map((i) => captions[i]!.label.en), foldIn(key(SEED), 2)), all, size);
  const between = await distances(real, all, size);
  const learntNear = (rows: readonly Float32Array[]) => rows.map((row) => nearest(row, (place) => isLearnt.has(place)));
  const [near, realNear] = [learntNear(made), learntNear(between)];
  const ofCategory = (places: readonly number[]): number => mean(places.map((place, n) => Number(captions[place]!.category === captions[heldOut[n]!]!.category)));
  return {
    unreadKorean: await recall(painter, emoji, all, 'ko', withoutKorean, {}),
    captions: heldOut.length,
    error: mean(made.map((row, n) => row[heldOut[n]!]!)),
    errorOfAnother: mean(made.map((row, n) => row[heldOut.at(n - 1)!]!)),
    nearest: mean(made.map((row, n) => row[near[n]!]!)),
    realNearest: mean(between.map((row, n) => row[realNear[n]!]!)),
    category: ofCategory(near),
    realCategory: ofCategory(realNear),
  };
}

async function recall(painter: Painter, { captions }: ToldEmoji, all: Float32Array, language: 'en' | 'ko', places: readonly number[], options: { readonly steps?: number; readonly guidance?: number }): Promise<Recall> {
  const made = await painter.paint(places.map((i) => captions[i]!.label[language]), foldIn(key(SEED), language === 'en' ? 0 : 1), options);
  const rows = await distances(made, all, all.length / captions.length);
  const near = rows.map((row) => nearest(row));
  return {
    captions: places.length,
    top1: mean(near.map((place, n) => Number(place === places[n]))),
    error: mean(rows.map((row, n) => row[places[n]!]!)),
    nearest: mean(rows.map((row, n) => row[near[n]!]!)),
  };
}

/** All emoji, in [0, 1]. */
async function pixels({ pictures }: ToldEmoji): Promise<Float32Array> {
  const { image } = await pictures.read(Array.from({ length: pictures.size }, (_, i) => i));
  return Float32Array.from(image.data, (byte) => byte / 255);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
