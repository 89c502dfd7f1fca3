import type { GenerationOptions } from '../options.ts';
import { epsilonCutoff, etaCutoff } from './cutoffs.ts';
import { diversityPenalty } from './diversity.ts';
import { endDecay, minTokens } from './ends.ts';
import { forced } from './forced.ts';
import { minP } from './min-p.ts';
import { noRepeatNgram } from './no-repeat-ngram.ts';
import { countPenalty, repetitionPenalty } from './penalties.ts';
import type { LogitsRule } from './rule.ts';
import { sequenceBias } from './sequence-bias.ts';
import { temperature } from './temperature.ts';
import { topK } from './top-k.ts';
import { topP } from './top-p.ts';
import { typicalP } from './typical-p.ts';

/** What rules need to know besides the options. */
export interface RuleFacts {
  /** Ids that end a text. */
  readonly ends: readonly number[];
  /** Ids that the tokenizer has, where the model has more: those can't be written. */
  readonly spellable?: number | undefined;
  readonly isConstrained: boolean;
  /** The runs of ids that stand for a text, at its beginning and within. */
  readonly runs: (text: string) => readonly (readonly number[])[];
}

/** Whether a key of `bias` is an id; else it is a text. */
export const isId = (key: string): boolean => /^\d+$/.test(key);

/** The rules that say what may be written and how much it is wanted, in transformers' order; whether or not it is drawn. */
export function processors(options: GenerationOptions, { ends, spellable, isConstrained, runs }: RuleFacts): LogitsRule[] {
  const { presencePenalty: presence, frequencyPenalty: frequency, forced: places } = options;
  const biases = Object.entries(options.bias).flatMap(([key, bias]) => (isId(key) ? [[Number(key)]] : runs(key)).map((run) => [run, bias] as const));
  const banned = options.banned.flatMap((item) => (typeof item === 'number' ? [[item]] : runs(item)).map((run) => [run, -Infinity] as const));
  return rulesThat(
    [biases.length > 0, () => sequenceBias(biases)],
    [options.diversityPenalty > 0 && options.beamGroups > 1, () => diversityPenalty(options.diversityPenalty)],
    [options.repetitionPenalty !== 1, () => repetitionPenalty(options.repetitionPenalty)],
    [presence !== 0 || frequency !== 0, () => countPenalty({ presence, frequency })],
    [options.noRepeatNgram > 0, () => noRepeatNgram(options.noRepeatNgram)],
    [banned.length > 0, () => sequenceBias(banned)],
    [options.minTokens > 0, () => minTokens(options.minTokens, ends)],
    [spellable !== undefined, () => (logits) => { logits.fill(-Infinity, spellable); }],
    [isConstrained, () => (logits, { constraint }) => { constraint?.allow(logits); }],
    [places !== undefined, () => forced(placesOf(places ?? {}, options.maxTokens))],
    [options.endDecay !== undefined, () => endDecay(options.endDecay ?? { start: 0, factor: 1 }, ends)],
  );
}

/** The rules that make drawing more or less daring, in transformers' order. */
export function truncations(options: GenerationOptions): LogitsRule[] {
  return rulesThat(
    [options.temperature !== 1, () => temperature(options.temperature)],
    [options.topK > 0, () => topK(options.topK)],
    [options.topP < 1, () => topP(options.topP)],
    [options.minP > 0, () => minP(options.minP)],
    [options.typicalP < 1, () => typicalP(options.typicalP)],
    [options.epsilonCutoff > 0, () => epsilonCutoff(options.epsilonCutoff)],
    [options.etaCutoff > 0, () => etaCutoff(options.etaCutoff)],
  );
}

function rulesThat(...rules: readonly (readonly [isWanted: boolean, make: () => LogitsRule])[]): LogitsRule[] {
  return rules.filter(([isWanted]) => isWanted).map(([, make]) => make());
}

function placesOf({ first, last, at = {} }: NonNullable<GenerationOptions['forced']>, maxTokens: number): ReadonlyMap<number, number> {
  const places = new Map(Object.entries(at).map(([place, id]) => [Number(place), id]));
  if (first !== undefined) places.set(0, first);
  if (last !== undefined) places.set(maxTokens - 1, last);
  return places;
}
