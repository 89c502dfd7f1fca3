import { FigmentError, type Tensor } from '@figment/core';
import { argMax, cast, concat, dispose, logSoftmax, max, reshape, slice, squeeze, stack, takeAlongAxis, tensor, tidy } from '@figment/core/ops';
import { type Kinds, type RunCall, task } from '@figment/core/plugin';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import { tokenText } from '../generation/text/token-texts.ts';
import { piecesOf } from '../language/labels.ts';
import type { Language } from '../language/language.ts';
import { rowOf } from './attend.ts';
import type { TextReader } from './text-reader.ts';

const scoreOptions = z.object({
  window: z.int().min(2).optional().describe('Tokens that are read together; as many as the context if left out.').meta({ advanced: true }),
  stride: z.int().min(1).optional().describe('A text longer than a window is read in several that begin so many tokens apart; half a window if left out. Less is slower, and fairer to the first tokens of a window.').meta({ advanced: true }),
});

export const scoreTask = task({
  title: 'Score',
  description: 'How well the model foresees a text, token by token: its surprise, perplexity and bits per byte.',
  input: { text: 'text' },
  options: scoreOptions,
  output: 'likelihood',
});

/** A token that was foreseen, more or less. */
export interface ScoredToken {
  readonly id: number;
  /** What it adds to the text; '' within a character. */
  readonly text: string;
  /** ln of its probability, given all before it. */
  readonly logProbability: number;
  /** What the model thought likeliest instead, if anything. */
  readonly expected: { readonly id: number; readonly text: string; readonly logProbability: number };
}

/** How well a text was foreseen. */
export interface Score extends Omit<Kinds['likelihood'], 'tokens'> {
  /** All but those that nothing comes before. */
  readonly tokens: readonly ScoredToken[];
}

/** What the windows read so far say; its list of tokens grows with each. */
export type ScoreStep = SamplingStep<Score>;

/** Logits that are held at a time, as a number of floats. */
const CHUNK = 2 ** 24;

/** @throws FigmentError `INPUT_INVALID` for a text with nothing to foresee */
export async function* score(reader: TextReader, { text }: { readonly text: string }, options: z.output<typeof scoreOptions>, { wait }: RunCall): AsyncGenerator<ScoreStep, Score, undefined> {
  const { language } = reader;
  const window = Math.min(options.window ?? Infinity, reader.context);
  const stride = Math.min(options.stride ?? Math.ceil(window / 2), window - 1);
  const { begin } = language.ids;
  const own = language.encode(text).ids;
  const ids = begin === undefined || own[0] === begin ? own : [begin, ...own];
  if (ids.length < 2) throw new FigmentError('INPUT_INVALID', `input.text must be of ${begin === undefined ? 'two tokens or more: nothing comes before the first, and this model has no token that begins a text' : 'one token or more'}, got ${JSON.stringify(text)}.`);
  const pieces = piecesOf(language, ids);
  const tokens: ScoredToken[] = [];
  const of = ids.length <= window ? 1 : 1 + Math.ceil((ids.length - window) / stride);
  const encoder = new TextEncoder();
  let logProbability = 0, bytes = 0;
  for (let step = 1, from = 0; step <= of; step++, from += stride) {
    const end = Math.min(from + window, ids.length);
    // Tokens of a window that an earlier one foresaw are only read.
    const first = tokens.length + 1;
    const next = ids.slice(first, end);
    const foreseen = tidy(() => {
      const { hidden } = reader.network.decode(rowOf(ids.slice(from, end)), {}); // [1, T, D]
      return foresee(reader, slice(hidden, [0, first - 1 - from, 0], [1, next.length, hidden.shape[2] as number]), next);
    });
    const more = scoredTokens(language, next, pieces.slice(first, end), await wait(foreseen.data()));
    dispose(foreseen);
    tokens.push(...more);
    logProbability += together(more);
    bytes += encoder.encode(pieces.slice(first, end).join('')).length;
    yield { step, of, sample: summary(tokens, logProbability, bytes) };
  }
  return summary(tokens, logProbability, bytes);
}

/**
 * What tokens say together.
 *
 * @param bytes of their text, in UTF-8
 */
export function summary(tokens: readonly ScoredToken[], logProbability: number, bytes: number): Score {
  return { tokens, logProbability, perplexity: Math.exp(-logProbability / tokens.length), bitsPerByte: -logProbability / Math.LN2 / Math.max(bytes, 1) };
}

/** ln of the probability of several tokens, each after those before it. */
export function together(tokens: readonly ScoredToken[]): number {
  return tokens.reduce((sum, token) => sum + token.logProbability, 0);
}

/**
 * How likely ids are after states: ln of the probability of each, that of the likeliest, and which that is.
 *
 * @param states [1, n, D]
 * @returns [3, n]
 */
export function foresee({ network, language }: TextReader, states: Tensor, ids: readonly number[]): Tensor {
  return tidy(() => {
    const width = states.shape[2] as number;
    const rows = Math.max(1, Math.floor(CHUNK / language.vocabulary));
    const parts: Tensor[] = [];
    for (let at = 0; at < ids.length; at += rows) {
      const next = ids.slice(at, at + rows);
      parts.push(tidy(() => {
        const logProbabilities = squeeze(logSoftmax(network.logits(slice(states, [0, at, 0], [1, next.length, width]))), [0]); // [n, V]
        const own = takeAlongAxis(logProbabilities, tensor(Int32Array.from(next), [next.length, 1], 'int32'), 1); // [n, 1]
        return stack([reshape(own, [-1]), max(logProbabilities, 1), cast(argMax(logProbabilities, 1), 'float32')]);
      }));
    }
    return concat(parts, 1);
  });
}

/** @param foreseen what {@link foresee} gave */
export function scoredTokens({ tokenizer }: Language, ids: readonly number[], pieces: readonly string[], foreseen: ArrayLike<number>): ScoredToken[] {
  return ids.map((id, i) => {
    const likeliest = foreseen[2 * ids.length + i] as number;
    return { id, text: pieces[i] as string, logProbability: foreseen[i] as number, expected: { id: likeliest, text: tokenText(tokenizer, likeliest), logProbability: foreseen[ids.length + i] as number } };
  });
}
