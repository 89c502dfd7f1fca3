import { FigmentError } from '@figment/core';
import type { TokenizerEncoding } from '@figment/core/interfaces';

import { tokenText } from '../generation/text/token-texts.ts';
import { fitting, type TextReader } from './text-reader.ts';

/** What reads a text and writes its counterpart. */
export interface Translator extends TextReader {
  /** Put before each text. */
  readonly prefix: string;
}

/** What is read. @throws FigmentError `CONTEXT_OVERFLOW`, `INPUT_INVALID` */
export function sourceOf(translator: Translator, text: string, overflow: 'error' | 'truncate' = 'error'): { readonly text: string; readonly encoding: TokenizerEncoding } {
  if (text.trim() === '') throw new FigmentError('INPUT_INVALID', `input.text must be a text that is not empty, got ${JSON.stringify(text)}.`);
  const whole = `${translator.prefix}${text}`;
  return { text: whole, encoding: fitting(translator, whole, 'input.text', { overflow }) };
}

/** What is to be written. @throws FigmentError `CONTEXT_OVERFLOW` */
export function targetOf({ language, context }: Translator, text: string): { readonly inputs: readonly number[]; readonly ids: readonly number[]; readonly labels: (ids: readonly number[]) => readonly string[] } {
  const { inputs, ids } = language.encodeTarget(text);
  if (ids.length > context) throw new FigmentError('CONTEXT_OVERFLOW', `input.target must have at most ${context} tokens, the context of this model, got ${ids.length}.`);
  return { inputs, ids, labels: (row) => row.map((id) => tokenText(language.tokenizer, id)) };
}
