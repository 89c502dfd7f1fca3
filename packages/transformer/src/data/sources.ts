import { FigmentError, type Tensor } from '@figment/core';
import type { Kinds } from '@figment/core/plugin';

/** What language models learn from, before it is ids. */
export interface Texts {
  readonly text: readonly string[];
}

/** Conversations to be fine-tuned on. */
export interface Chats {
  readonly chat: readonly Kinds['chat'][];
}

/** Texts and their counterparts: translations, summaries, paraphrases. */
export interface TextPairs {
  readonly source: readonly string[];
  readonly target: readonly string[];
}

/** Texts of known classes. */
export interface LabelledTexts extends Texts {
  /** int32 [B], from 0. */
  readonly label: Tensor;
}

/**
 * Data have to have what the objective that a config names learns from.
 *
 * @throws FigmentError `DATA_INVALID`
 */
export function requireSource({ title, fields }: { readonly title: string; readonly fields: object }, names: readonly string[], objective: string): void {
  if (names.every((name) => name in fields)) return;
  throw new FigmentError('DATA_INVALID', `config.objective is ${objective}, which learns from ${names.join(' and ')}, but ${title} has ${Object.keys(fields).join(', ')}.`);
}
