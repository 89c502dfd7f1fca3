import { shown, TokenizerError } from '../errors.ts';
import type { TrainTokenizerOptions } from './options.ts';

type Kind = TrainTokenizerOptions['model'];

/** Which kinds an option has a meaning for. */
const meaningFor: Readonly<Partial<Record<keyof TrainTokenizerOptions, readonly Kind[]>>> = {
  minFrequency: ['bpe', 'sentencepiece-bpe', 'wordpiece', 'words', 'characters'],
  maxTokenLength: ['bpe', 'sentencepiece-bpe', 'unigram', 'wordpiece'],
  initialAlphabet: ['sentencepiece-bpe', 'unigram', 'wordpiece'],
  limitAlphabet: ['sentencepiece-bpe', 'unigram', 'wordpiece'],
};

const kinds: readonly unknown[] = ['bpe', 'sentencepiece-bpe', 'unigram', 'wordpiece', 'words', 'characters'] satisfies readonly Kind[];

/** More would not fit into the tables of pairs. */
const MOST_TOKENS = 2 ** 26;

/** @throws TokenizerError `OPTIONS_INVALID` */
export function checkOptions(options: TrainTokenizerOptions): void {
  const { model, specialTokens = [], initialAlphabet = [] } = options;
  if (!kinds.includes(model)) throw invalid('model', `one of ${kinds.map(shown).join(', ')}`, model);
  for (const [name, kinds] of Object.entries(meaningFor) as [keyof TrainTokenizerOptions, readonly Kind[]][]) {
    if (options[name] !== undefined && !kinds.includes(model)) throw invalid(name, `left out for model ${shown(model)}: it has a meaning for ${kinds.join(', ')} only`, options[name]);
  }
  checkWhole(options, 'vocabulary', 1, MOST_TOKENS);
  checkWhole(options, 'minFrequency', 0);
  checkWhole(options, 'limitAlphabet', 1);
  // Two characters can always become one token.
  checkWhole(options, 'maxTokenLength', 2);
  for (const [i, token] of specialTokens.entries()) {
    if (typeof token !== 'string' || token === '' || specialTokens.indexOf(token) < i) throw invalid(`specialTokens[${i}]`, 'a text that is there once', token);
  }
  for (const [i, character] of initialAlphabet.entries()) {
    if (typeof character !== 'string' || Array.from(character).length !== 1) throw invalid(`initialAlphabet[${i}]`, 'one character', character);
  }
}

function checkWhole(options: TrainTokenizerOptions, name: 'vocabulary' | 'minFrequency' | 'limitAlphabet' | 'maxTokenLength', least: number, most = Number.MAX_SAFE_INTEGER): void {
  const value: unknown = options[name];
  if (value === undefined && name !== 'vocabulary') return;
  if (!Number.isSafeInteger(value) || (value as number) < least || (value as number) > most) throw invalid(name, `a whole number of at least ${least}${most < Number.MAX_SAFE_INTEGER ? ` and at most ${most}` : ''}`, value);
}

function invalid(name: string, right: string, value: unknown): TokenizerError {
  return new TokenizerError('OPTIONS_INVALID', `${name} must be ${right}, got ${shown(value)}.`);
}
