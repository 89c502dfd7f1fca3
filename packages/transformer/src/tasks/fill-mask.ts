import { FigmentError, type Tensor } from '@figment/core';
import { dispose, gather, tensor, tidy } from '@figment/core/ops';
import { type RunCall, task } from '@figment/core/plugin';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import { largest } from '../generation/largest.ts';
import { logSoftmax } from '../generation/log-softmax.ts';
import { tokenText } from '../generation/text/token-texts.ts';
import { rowOf } from './attend.ts';
import { fitting, type TextReader } from './text-reader.ts';

const options = z.object({
  candidates: z.int().min(1).max(1000).default(5).describe('How many guesses each step tells.'),
  mask: z.string().min(1).default('[MASK]').describe('How a hidden word is written.'),
});

export const fillMaskTask = task({
  title: 'Fill in the blanks',
  description: 'Guesses hidden words, the surest first: "The cat [MASK] on the mat."',
  input: { text: 'text' },
  options,
  output: 'text',
});

/** A guess at a hidden word. */
export interface Guess {
  readonly id: number;
  readonly text: string;
  /** 0 to 1. */
  readonly probability: number;
}

/** A blank that was filled. */
export interface FillMaskStep extends SamplingStep<string> {
  /** Which blank of the text, from 0. */
  readonly blank: number;
  /** The likeliest first, which was taken. */
  readonly candidates: readonly Guess[];
}

/** Fills one blank a step, and reads the text again with it. @throws FigmentError `INPUT_INVALID` for a text without blanks */
export async function* fillMask(reader: TextReader, { text }: { readonly text: string }, { candidates: count, mask }: z.output<typeof options>, { wait }: RunCall): AsyncGenerator<FillMaskStep, string, undefined> {
  const { tokenizer, vocabulary, ids: special } = reader.language;
  const hidden = special.mask;
  if (hidden === undefined) throw new FigmentError('TOKENIZER_MISMATCH', 'the tokenizer has no token that hides a word, and config.ids.mask names none.');
  const name = (tokenizer as { token?(id: number): string | undefined }).token?.(hidden) ?? mask;
  const parts = text.split(mask).flatMap((part) => part.split(name));
  const ids = [...fitting(reader, parts.join(name), 'input.text', { allowed: [name] }).ids];
  const blanks = ids.flatMap((id, position) => (id === hidden ? [position] : []));
  const of = parts.length - 1;
  if (of === 0 || blanks.length !== of) throw new FigmentError('INPUT_INVALID', `input.text must have a blank, written as ${mask}, got ${JSON.stringify(text)}.`);
  const words = blanks.map(() => name);
  const shown = (): string => parts.map((part, i) => `${part}${words[i] ?? ''}`).join('');
  const never = [special.begin, special.padding, hidden, ...special.end];
  const open = new Set(blanks.keys());
  for (let step = 1; step <= of; step++) {
    const left = [...open];
    const rows = logitsAt(reader, ids, left.map((blank) => blanks[blank] as number));
    const logits = await wait(rows.data<'float32'>());
    dispose(rows);
    const guesses = left.map((blank, i) => {
      const row = logits.subarray(i * vocabulary, (i + 1) * vocabulary);
      for (const id of never) if (id !== undefined) row[id] = -Infinity;
      logSoftmax(row);
      return { blank, best: Array.from(largest(row, count), (id) => ({ id, text: tokenText(tokenizer, id), probability: Math.exp(row[id] as number) })) };
    });
    const surest = guesses.reduce((a, b) => ((b.best[0]?.probability ?? 0) > (a.best[0]?.probability ?? 0) ? b : a));
    const [taken] = surest.best as [Guess];
    open.delete(surest.blank);
    ids[blanks[surest.blank] as number] = taken.id;
    words[surest.blank] = tokenizer.decode([taken.id]).replace(/^##|^\s+/, '');
    yield { step, of, sample: shown(), blank: surest.blank, candidates: surest.best };
  }
  return shown();
}

/** Logits of some positions of a text: [n, V]. */
function logitsAt({ network }: TextReader, ids: readonly number[], positions: readonly number[]): Tensor {
  return tidy(() => network.logits(gather(network.encode(rowOf(ids), {}).hidden, tensor(Int32Array.from(positions), [positions.length], 'int32'), 1)));
}
