import type { RunCall } from '@figment/core/plugin';
import type * as z from 'zod';

import { generate, type GenerationCall } from '../generation/generate.ts';
import type { NextTokenModel } from '../generation/next-token-model.ts';
import type { GeneratedSequence } from '../generation/result.ts';
import type { GenerationStep, WrittenToken } from '../generation/step.ts';
import { piecesOf } from '../language/labels.ts';
import type { Language } from '../language/language.ts';
import type { writingOptions } from './writing-options.ts';

/** A text that beam search followed to its end. */
export interface FollowedText {
  readonly text: string;
  /** As beam search ranks it. */
  readonly score: number;
  /** Its tokens, each with what it adds to the text. */
  readonly steps: readonly { readonly text: string; readonly token: WrittenToken }[];
}

/** A step of a text that a task writes. */
export interface WritingStep extends GenerationStep {
  /** At the first: what the model goes on from, as one text with its special tokens. */
  readonly prompt?: string | undefined;
  /** At the last, of beam search: the texts there are, the best first. */
  readonly alternatives?: readonly FollowedText[] | undefined;
}

/** What is written with, besides the options. */
export interface Writing<State extends object> extends Pick<GenerationCall<State>, 'prefix'> {
  readonly language: Language;
  /** Ids that end the text; those of the language if left out. */
  readonly ends?: readonly number[];
  readonly options: z.output<typeof writingOptions>;
  /** Leaves out white space before the first word. */
  readonly trim?: boolean;
}

/** Goes on from ids, a token a step; returns what was written. */
export async function* write<State extends object>(model: NextTokenModel<State>, prompt: readonly number[], { language, ends = language.ids.end, options, prefix, trim = false }: Writing<State>, { key, signal, wait }: RunCall): AsyncGenerator<WritingStep, string, undefined> {
  const { tokenizer } = language;
  const { beams } = options;
  const writing = generate(model, [prompt], { ...options, samples: beams }, { key, signal, wait, tokenizer, ends, prefix });
  // How long a text becomes is known only where nothing but its length ends it.
  const mayEnd = ends.length + options.stop.length + options.stopIds.length > 0 || options.constraint !== undefined;
  const shown = (text: string): string => (trim ? text.trimStart() : text);
  let step = 0;
  // What beam search followed is known when it is over: its last step waits for that.
  let held: WritingStep | undefined;
  try {
    for (;;) {
      const next = await writing.next();
      if (next.done === true) {
        const { sequences } = next.value;
        if (held !== undefined) yield { ...held, finish: sequences[0]?.finish, alternatives: sequences.map((sequence) => followed(language, sequence, shown)) };
        return shown(sequences[0]?.text ?? '');
      }
      const { of, sample: whole, text: more, token, candidates, finish } = next.value;
      const sample = shown(whole);
      if (held !== undefined) yield held;
      held = { step: ++step, of: mayEnd ? undefined : of, sample, text: more.slice(Math.max(0, more.length - sample.length)), token, candidates, finish, ...(step === 1 && { prompt: spelled(language, prompt) }) };
      if (beams > 1) continue;
      yield held;
      held = undefined;
    }
  } finally {
    await writing.return(undefined as never);
  }
}

function followed(language: Language, { text, score, ids, tokens }: GeneratedSequence, shown: (text: string) => string): FollowedText {
  const pieces = piecesOf(language, ids);
  return { text: shown(text), score, steps: tokens.map((token, i) => ({ token, text: pieces[i] ?? '' })) };
}

/** Ids as one text, special tokens and all where the tokenizer can tell them. */
function spelled({ tokenizer }: Language, ids: readonly number[]): string {
  const spelling: { decode(ids: readonly number[], options?: object): string } = tokenizer;
  return spelling.decode(ids, { skipSpecialTokens: false });
}
