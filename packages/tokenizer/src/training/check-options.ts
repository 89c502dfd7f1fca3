import { shown, TokenizerError } from '../errors.ts';
import type { TrainTokenizerOptions } from './options.ts';

type Name = 'minFrequency' | 'maxTokenLength' | 'initialAlphabet' | 'limitAlphabet';

/** The options that have a meaning for a kind, beside those that all kinds have. */
const optionsOf: Readonly<Record<TrainTokenizerOptions['model'], readonly Name[]>> = {
  bpe: ['minFrequency', 'maxTokenLength'],
  'sentencepiece-bpe': ['minFrequency', 'maxTokenLength', 'initialAlphabet', 'limitAlphabet'],
  unigram: ['maxTokenLength', 'initialAlphabet', 'limitAlphabet'],
  wordpiece: ['minFrequency', 'maxTokenLength', 'initialAlphabet', 'limitAlphabet'],
  words: ['minFrequency'],
  characters: ['minFrequency'],
};

/** The least that numbers may be. Two characters can always become one token. */
const least = { vocabulary: 1, minFrequency: 0, limitAlphabet: 1, maxTokenLength: 2 };

/** More tokens would not fit into the tables of pairs. */
const MOST = 2 ** 26;

/** @throws TokenizerError `OPTIONS_INVALID` */
export function checkOptions(options: TrainTokenizerOptions): void {
  const { model, specialTokens = [], initialAlphabet = [] } = options;
  if (!Object.hasOwn(optionsOf, model)) fail('model', `one of ${Object.keys(optionsOf).map(shown).join(', ')}`, model);
  for (const name of optionsOf['sentencepiece-bpe']) {
    if (options[name] !== undefined && !optionsOf[model].includes(name)) fail(name, `left out for model '${model}', where it has no meaning`, options[name]);
  }
  checkWhole(options, least);
  for (const [i, token] of specialTokens.entries()) {
    if (typeof token !== 'string' || token === '' || specialTokens.indexOf(token) < i) fail(`specialTokens[${i}]`, 'a text that is there once', token);
  }
  for (const [i, character] of initialAlphabet.entries()) {
    if (typeof character !== 'string' || Array.from(character).length !== 1) fail(`initialAlphabet[${i}]`, 'one character', character);
  }
}

/**
 * Checks options that are whole numbers; only `vocabulary` has to be there.
 *
 * @param least the least that each may be
 * @throws TokenizerError `OPTIONS_INVALID`
 */
export function checkWhole<Options extends object>(options: Options, least: Readonly<Partial<Record<keyof Options, number>>>): void {
  for (const [name, from] of Object.entries(least) as [string, number][]) {
    const value = (options as Readonly<Record<string, unknown>>)[name];
    if (value === undefined && name !== 'vocabulary') continue;
    if (!Number.isInteger(value) || (value as number) < from || (value as number) > MOST) fail(name, `a whole number from ${from} to ${MOST}`, value);
  }
}

/** @throws TokenizerError `OPTIONS_INVALID` */
export function fail(name: string, right: string, value: unknown): never {
  throw new TokenizerError('OPTIONS_INVALID', `${name} must be ${right}, got ${shown(value)}.`);
}
