import { type Picture, picturesOf } from '../../views/image/pixels.ts';
import type { GenerateResult, StepExtras } from '../../workers/protocol/index.ts';

/** How much is left of a picture at a time, and how much noise there is: x_t = alpha x_0 + sigma e. */
export interface Level {
  readonly time: number;
  readonly alpha: number;
  readonly sigma: number;
}

/** A picture under noise, and what a model makes of it. */
export interface Noisy extends Level {
  /** What was given, as it was given. */
  readonly picture: Picture;
  readonly sample: Picture;
  /** The noise that was added; gray is none. */
  readonly added: Picture | undefined;
  /** What the model takes for the picture, and for the noise. */
  readonly clean: Picture;
  readonly noise: Picture | undefined;
  /** Of what is diffused: the picture itself, or something smaller that stands for it. */
  readonly shape: readonly number[];
  /** The whole way from picture to noise, in even parts. */
  readonly levels: readonly Level[];
}

/** What the step of a task `noise` says; undefined where it is none. */
export function noisyOf({ lastStep, inputs }: GenerateResult): Noisy | undefined {
  const extras: StepExtras = lastStep?.extras ?? {};
  const [picture] = Object.values(inputs).flatMap(({ value }) => picturesOf(value));
  const [[sample], [clean], [added], [noise]] = [lastStep?.sample?.value, extras['clean'], extras['added'], extras['noise']].map(picturesOf) as [Picture[], Picture[], Picture[], Picture[]];
  const { alpha, sigma, time } = extras as Partial<Level>;
  if (picture === undefined || sample === undefined || clean === undefined || alpha === undefined || sigma === undefined || time === undefined) return undefined;
  return { picture, sample, clean, added, noise, alpha, sigma, time, shape: (extras['shape'] as readonly number[] | undefined) ?? [], levels: (extras['levels'] as readonly Level[] | undefined) ?? [] };
}

/** The level at a part of the way: 0 is the picture, 1 noise alone. */
export function levelAt(levels: readonly Level[], part: number): Level | undefined {
  const place = Math.min(1, Math.max(0, part)) * (levels.length - 1);
  const [below, above] = [levels[Math.floor(place)], levels[Math.ceil(place)]];
  if (below === undefined || above === undefined) return undefined;
  const mix = (from: number, to: number): number => from + (to - from) * (place % 1);
  return { time: mix(below.time, above.time), alpha: mix(below.alpha, above.alpha), sigma: mix(below.sigma, above.sigma) };
}

/** The part of the way at a time. */
export function partOf(levels: readonly Level[], time: number): number {
  const [first, last] = [levels[0]?.time ?? 0, levels.at(-1)?.time ?? 1];
  return Math.min(1, Math.max(0, (time - first) / (last - first)));
}

/** What can still be seen, by how loud the picture is against the noise. */
export type Sight = 'almost' | 'details' | 'shape' | 'nothing';

export function sightOf({ alpha, sigma }: Level): Sight {
  const ratio = alpha / sigma;
  if (ratio > 4) return 'almost';
  if (ratio > 1) return 'details';
  return ratio > 0.2 ? 'shape' : 'nothing';
}

/** Root mean square of pixel differences: 0 is the same, 1 is black against white. */
export function difference(a: Picture, b: Picture): number {
  const [scaleA, scaleB] = [a, b].map(({ data }) => (data instanceof Uint8Array ? 255 : 1)) as [number, number];
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += ((a.data[i] ?? 0) / scaleA - (b.data[i] ?? 0) / scaleB) ** 2;
  return Math.sqrt(sum / Math.max(1, a.data.length));
}
