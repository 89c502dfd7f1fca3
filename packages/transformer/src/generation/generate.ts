import type { Key } from '@figment/core';
import { parseSchema, type Wait } from '@figment/core/plugin';
import type { Tokenizer } from '@figment/core/interfaces';

import { checkGeneration } from './check-generation.ts';
import type { Constraint } from './constraint.ts';
import { constraintOf } from './constraint-of.ts';
import type { NextTokenModel } from './next-token-model.ts';
import { type GenerationInput, type GenerationOptions, generationOptions } from './options.ts';
import { Reader } from './reader.ts';
import type { BatchStep, GenerationResult } from './result.ts';
import type { Session } from './session.ts';
import { writeTexts } from './write-texts.ts';

/** What a generation is told besides prompts and options. */
export interface GenerationCall<State extends object = object> {
  readonly key: Key;
  /** Ends it within one token. */
  readonly signal?: AbortSignal | undefined;
  /** How a task's run waits. */
  readonly wait?: Wait | undefined;
  /** Makes the ids text; without one there is none, and nothing that is told in texts. */
  readonly tokenizer?: Tokenizer | undefined;
  /** Ids that end a text. */
  readonly ends?: readonly number[] | undefined;
  /** A form that each text has to have, in the place of options.constraint. */
  readonly constraint?: Constraint | undefined;
  /** Of one prompt: what was read of it before is not read again; and what is read now is kept. */
  readonly prefix?: Session<State> | undefined;
  /** A smaller model over the same ids that guesses what comes next: the same texts' distribution, sooner (speculative decoding). */
  readonly draft?: NextTokenModel | undefined;
}

/** What all ways of writing need. */
export interface GenerationPlan<State extends object> extends Omit<GenerationCall<State>, 'signal'> {
  readonly model: NextTokenModel<State>;
  readonly prompts: readonly (readonly number[])[];
  readonly options: GenerationOptions;
  readonly ends: readonly number[];
  readonly reader: Reader<State>;
  readonly wait: Wait;
  /** Throws when it was aborted. */
  goOn(): void;
}

/**
 * Goes on from each prompt, of any lengths, all at the same time. What is written from a prompt depends on the prompt, the options and the
 * key, and not on what is written beside it.
 *
 * @throws FigmentError `OPTIONS_INVALID`, `INPUT_INVALID` for an empty prompt or ids that there are not, `TOKENIZER_MISSING`,
 * `CONTEXT_OVERFLOW`, `LOGITS_NOT_FINITE`, `CONSTRAINT_INVALID`; and the signal's reason
 */
export async function* generate<State extends object>(
  model: NextTokenModel<State>,
  prompts: readonly (readonly number[])[],
  options: GenerationInput,
  call: GenerationCall<State>,
): AsyncGenerator<BatchStep, GenerationResult, undefined> {
  const parsed = parseSchema(generationOptions, options, 'options', 'OPTIONS_INVALID');
  checkGeneration(model, prompts, parsed, call);
  const { signal, tokenizer, ends = [], wait = unowned } = call;
  signal?.throwIfAborted();
  const { guidance, constraint: form } = parsed;
  const constraint = call.constraint ?? (form && tokenizer && (await wait(constraintOf(form, tokenizer, ends))));
  if (guidance === undefined) return yield* write(model, prompts, parsed, { ...call, constraint });
  const { guidedModel } = await wait(import('./guided-model.ts'));
  const negative = guidance.negative === '' ? [] : tokenizer?.encode(guidance.negative).ids;
  return yield* write(guidedModel(model, { scale: guidance.scale, negative }), prompts, parsed, { ...call, constraint, prefix: undefined });
}

async function* write<State extends object>(model: NextTokenModel<State>, prompts: readonly (readonly number[])[], options: GenerationOptions, call: GenerationCall<State>): AsyncGenerator<BatchStep, GenerationResult, undefined> {
  const { signal, ends = [], wait = unowned, draft } = call;
  const { beams, contrastive } = options;
  const reader = new Reader(model, wait, { hidden: contrastive !== undefined });
  const plan: GenerationPlan<State> = { ...call, model, prompts, options, ends, reader, wait, goOn: () => { signal?.throwIfAborted(); } };
  try {
    // Who draws texts loads no other way to write them.
    if (contrastive !== undefined) {
      const { searchContrastively } = await wait(import('./contrastive.ts'));
      return yield* searchContrastively({ ...plan, prefix: undefined }, contrastive);
    }
    if (draft !== undefined) {
      const { writeSpeculatively } = await wait(import('./speculative.ts'));
      return yield* writeSpeculatively(plan, draft);
    }
    if (beams > 1) {
      const { searchBeams } = await wait(import('./beam-search.ts'));
      return yield* searchBeams(plan);
    }
    return yield* writeTexts(plan);
  } finally {
    reader.dispose();
  }
}

/** Waits as `await` does: outside of a task nobody keeps account. */
const unowned: Wait = (promise) => promise;
