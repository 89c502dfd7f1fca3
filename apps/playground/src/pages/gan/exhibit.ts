import { isPlain, type Picture } from '../../views/image/pixels.ts';

/** A picture before the discriminator, and what that thinks of it. */
export interface Exhibit {
  readonly picture: Picture;
  /** In [0, 1]; undefined until it has been asked. */
  readonly realness: number | undefined;
}

/** Real ones and made ones, as many of each where there are data. */
export interface Exhibits {
  readonly real: readonly Exhibit[];
  readonly made: readonly Exhibit[];
  /** The discriminator only compares: 50 % is half-way between both. */
  readonly compares: boolean;
}

/** What the task says of pictures. */
export interface Judged {
  readonly realness: readonly number[];
  readonly logits: readonly number[];
  readonly compares: boolean;
}

export function judgedIn(value: unknown): Judged | undefined {
  const { realness, logits, compares } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return isPlain(realness) && isPlain(logits) ? { realness: Array.from(realness.data), logits: Array.from(logits.data), compares: compares === true } : undefined;
}

/** Both judgements on one scale. A discriminator that only compares has its line half-way between the means of both. */
export function onOneScale(real: Judged, made: Judged): readonly [real: readonly number[], made: readonly number[]] {
  if (!made.compares) return [real.realness, made.realness];
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const middle = (mean(real.logits) + mean(made.logits)) / 2;
  const share = (logit: number): number => 1 / (1 + Math.exp(middle - logit));
  return [real.logits.map(share), made.logits.map(share)];
}

export function takenForReal(exhibits: readonly Exhibit[]): number {
  return exhibits.filter(({ realness }) => realness !== undefined && realness > 0.5).length;
}

export type Standing = 'unsure' | 'learning' | 'sure' | 'wrong';

/** How well it tells both apart, in a word. */
export function standingOf(accuracy: number): Standing {
  if (accuracy >= 0.9) return 'sure';
  if (accuracy > 0.6) return 'learning';
  return accuracy >= 0.4 ? 'unsure' : 'wrong';
}

/** So many different places among `places`, the same for the same seed. */
export function drawn(places: number, count: number, seed: number): readonly number[] {
  const next = generatorOf(seed);
  const found = new Set<number>();
  while (found.size < Math.min(count, places)) found.add(Math.floor(next() * places));
  return [...found];
}

/** In an order that follows from the seed. */
export function shuffled<Value>(values: readonly Value[], seed: number): readonly Value[] {
  return drawn(values.length, values.length, seed).flatMap((place) => values[place] ?? []);
}

/** mulberry32: numbers in [0, 1) of a seed, for what needs no better. */
function generatorOf(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
