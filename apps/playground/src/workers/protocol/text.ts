import type { StepExtras } from './generation.ts';

/** One of the tokens that could have come: a face of the weighted dice. */
export interface Candidate {
  readonly id: number;
  /** As a reader sees it; may be part of a character. */
  readonly text: string;
  /** What it writes in UTF-8, where that is no whole character. */
  readonly bytes?: readonly number[] | undefined;
  /** As the model gave it. */
  readonly logit: number;
  /** ln of the model's own probability, before any rule. */
  readonly logProbability: number;
  /** What it was drawn with, after all rules: 0 to 1. */
  readonly probability: number;
}

/** A token as it was written, with what it could have been. */
export interface WrittenToken extends Candidate {
  readonly candidates: readonly Candidate[];
  /** Of the dice it was drawn with, in bits; undefined where that is not told. */
  readonly entropy?: number | undefined;
  /** What could be read more once it stood; '' within a character. */
  readonly shown: string;
}

/** A text whose tokens are not told. */
export function looseText(shown: string): readonly WrittenToken[] {
  return shown === '' ? [] : [{ id: -1, text: shown, logit: Number.NaN, logProbability: Number.NaN, probability: Number.NaN, candidates: [], shown }];
}

/** The tokens that steps of a text tell of; of a model that tells of none, the text alone. */
export function writtenTokens(passed: readonly StepExtras[]): readonly WrittenToken[] {
  return passed.flatMap((extras): readonly WrittenToken[] => {
    const token = extras['token'] as Partial<WrittenToken> | undefined;
    const shown = typeof extras['text'] === 'string' ? extras['text'] : token?.text ?? '';
    const [loose] = looseText(shown);
    return typeof token?.id === 'number' ? [{ logit: Number.NaN, logProbability: Number.NaN, probability: Number.NaN, text: shown, ...token, id: token.id, candidates: token.candidates ?? [], shown }] : loose === undefined ? [] : [loose];
  });
}

/** Why a text ended: a stop, an end of its own, its longest length, a full context, or a form that is complete. */
const finishReasons = ['stop', 'end', 'length', 'context', 'complete'] as const;
export type FinishReason = (typeof finishReasons)[number];

/** Why the text ended, where the last of these steps tells it. */
export function finishIn(passed: readonly StepExtras[]): FinishReason | undefined {
  return finishReasons.find((reason) => reason === passed.at(-1)?.['finish']);
}

/** A text that a search followed to its end. */
export interface Alternative {
  readonly text: string;
  readonly score: number;
  readonly tokens: readonly WrittenToken[];
}

/** Texts that a search tells of when it is over. */
export function alternativesIn(passed: readonly StepExtras[]): readonly Alternative[] | undefined {
  const found = passed.at(-1)?.['alternatives'] as readonly { readonly text: string; readonly score: number; readonly steps: readonly StepExtras[] }[] | undefined;
  return found?.map(({ text, score, steps }) => ({ text, score, tokens: writtenTokens(steps) }));
}

/** Who looks at whom: weights [layers, heads, queries, keys]. */
export interface Attention<Weights> {
  readonly tokens: readonly string[];
  /** Where they are other tokens than the keys. */
  readonly queries?: readonly string[] | undefined;
  readonly weights: Weights;
}

/** How well a text was foreseen, in natural logarithms. */
export interface Likelihood {
  readonly tokens: readonly { readonly text: string; readonly logProbability: number }[];
  readonly logProbability: number;
  readonly perplexity: number;
  readonly bitsPerByte: number;
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What a model wrote while it learns. */
export interface TextSample {
  readonly given: string;
  readonly made: string;
  /** What the data have there. */
  readonly expected: string | undefined;
}
