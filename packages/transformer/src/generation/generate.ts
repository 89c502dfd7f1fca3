import { FigmentError, type Key } from '@figment/core';
import { parseSchema, type Wait } from '@figment/core/plugin';
import type { Tokenizer } from '@figment/core/interfaces';

import { searchBeams } from './beam-search.ts';
import type { Constraint } from './constraint.ts';
import { searchContrastively } from './contrastive.ts';
import { guidedModel } from './guided-model.ts';
import type { NextTokenModel } from './next-token-model.ts';
import { type GenerationInput, type GenerationOptions, generationOptions } from './options.ts';
import { Reader } from './reader.ts';
import type { BatchStep, GenerationResult } from './result.ts';
import type { Session } from './session.ts';
import { writeSpeculatively } from './speculative.ts';
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
  /** A form that each text has to have. */
  readonly constraint?: Constraint | undefined;
  /** Of one prompt: what was read of it before is not read again; and what is read now is kept. */
  readonly prefix?: Session<State> | undefined;
  /** A smaller model over the same ids that guesses what comes next: the same texts' distribution, sooner (speculative decoding). */
  readonly draft?: NextTokenModel | undefined;
}

/** What all ways of writing need. @internal */
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
  check(model, prompts, parsed, call);
  call.signal?.throwIfAborted();
  const { guidance } = parsed;
  if (guidance === undefined) return yield* write(model, prompts, parsed, call);
  const negative = guidance.negative === '' ? [] : call.tokenizer?.encode(guidance.negative).ids;
  return yield* write(guidedModel(model, { scale: guidance.scale, negative }), prompts, parsed, { ...call, prefix: undefined });
}

async function* write<State extends object>(model: NextTokenModel<State>, prompts: readonly (readonly number[])[], options: GenerationOptions, call: GenerationCall<State>): AsyncGenerator<BatchStep, GenerationResult, undefined> {
  const { signal, ends = [], wait = unowned, draft } = call;
  const { beams, contrastive } = options;
  const reader = new Reader(model, wait, { hidden: contrastive !== undefined });
  const plan: GenerationPlan<State> = { ...call, model, prompts, options, ends, reader, wait, goOn: () => { signal?.throwIfAborted(); } };
  try {
    if (contrastive !== undefined) return yield* searchContrastively({ ...plan, prefix: undefined }, contrastive);
    if (draft !== undefined) return yield* writeSpeculatively(plan, draft);
    return beams > 1 ? yield* searchBeams(plan) : yield* writeTexts(plan);
  } finally {
    reader.dispose();
  }
}

/** Waits as `await` does: outside of a task nobody keeps account. */
const unowned: Wait = (promise) => promise;

/** At the door, before anything is allocated. */
function check<State extends object>(model: NextTokenModel<State>, prompts: readonly (readonly number[])[], options: GenerationOptions, { tokenizer, ends = [], prefix, draft }: GenerationCall<State>): void {
  prompts.forEach((ids, row) => {
    if (ids.length === 0) throw new FigmentError('INPUT_INVALID', `prompts[${row}] is empty: there is nothing to go on from. Give it the id that begins a text, such as the tokenizer's or model's begin id.`);
    checkIds(`prompts[${row}]`, ids, model.vocabulary, 'INPUT_INVALID');
  });
  const { forced, bias, banned, beams, beamGroups, samples, contrastive, guidance } = options;
  checkIds('options.begin', options.begin, model.vocabulary);
  checkIds('options.stopIds', options.stopIds, model.vocabulary);
  checkIds('call.ends', ends, model.vocabulary);
  checkIds('options.forced', [forced?.first, forced?.last, ...Object.values(forced?.at ?? {})].filter((id) => id !== undefined), model.vocabulary);
  checkIds('options.bias', Object.keys(bias).filter((key) => /^\d+$/.test(key)).map(Number), model.vocabulary);
  checkIds('options.banned', banned.filter((item) => typeof item === 'number'), model.vocabulary);
  const needs = [...options.stop, ...(guidance === undefined || guidance.negative === '' ? [] : [guidance.negative]), ...Object.keys(bias).filter((key) => !/^\d+$/.test(key)), ...banned.filter((item) => typeof item === 'string')];
  if (tokenizer === undefined && needs.length > 0) throw new FigmentError('TOKENIZER_MISSING', `options.stop, options.guidance.negative, and texts in options.bias and options.banned, need a tokenizer; got ${JSON.stringify(needs[0])} and none.`);
  if (beams % beamGroups !== 0) throw new FigmentError('OPTIONS_INVALID', `options.beams must be a multiple of options.beamGroups (${beamGroups}), got ${beams}.`);
  if (beams > 1 && samples > beams) throw new FigmentError('OPTIONS_INVALID', `options.samples must be at most options.beams (${beams}), got ${samples}: beam search gives its best texts.`);
  if (contrastive !== undefined && (beams > 1 || samples > 1)) throw new FigmentError('OPTIONS_INVALID', `options.contrastive writes one text for each prompt; options.${beams > 1 ? 'beams' : 'samples'} must be 1 with it, got ${Math.max(beams, samples)}.`);
  if (draft !== undefined && (beams > 1 || contrastive !== undefined)) throw new FigmentError('OPTIONS_INVALID', `a draft model guesses what is drawn or likeliest: leave out options.${beams > 1 ? 'beams' : 'contrastive'}, or the draft.`);
  if (draft !== undefined && draft.vocabulary !== model.vocabulary) throw new FigmentError('TOKENIZER_MISMATCH', `a draft model must have the model's vocabulary (${model.vocabulary} ids), got ${draft.vocabulary}.`);
  if (prefix !== undefined && prompts.length !== 1) throw new FigmentError('INPUT_INVALID', `A session is of one prompt, got ${prompts.length}.`);
}

function checkIds(name: string, ids: readonly number[], vocabulary: number, code: 'OPTIONS_INVALID' | 'INPUT_INVALID' = 'OPTIONS_INVALID'): void {
  const wrong = ids.find((id) => !(Number.isInteger(id) && id >= 0 && id < vocabulary));
  if (wrong !== undefined) throw new FigmentError(code, `${name} must hold ids from 0 to ${vocabulary - 1}, got ${wrong}.`);
}
