import { FigmentError } from '@figment/core';
import type { TokenizerEncoding } from '@figment/core/interfaces';

import type { Language } from '../language/language.ts';
import type { TransformerNetwork } from '../network/transformer-network.ts';

/** What tasks read texts with. */
export interface TextReader {
  readonly network: TransformerNetwork;
  readonly language: Language;
  /** Most tokens of a text. */
  readonly context: number;
}

/**
 * A text that fits into the context.
 *
 * @param overflow whether a longer text is refused, or cut off at its end
 * @throws FigmentError `INPUT_INVALID` where there is nothing to read, `CONTEXT_OVERFLOW`
 */
export function fitting({ language, context }: TextReader, text: string, name: string, { overflow = 'error', allowed }: { readonly overflow?: 'error' | 'truncate'; readonly allowed?: readonly string[] } = {}): TokenizerEncoding {
  const encoding = language.encode(text, { ...(allowed && { allowed }) });
  const { ids, tokens, offsets } = encoding;
  if (ids.length === 0) throw new FigmentError('INPUT_INVALID', `${name} must be a text of one token or more, got ${JSON.stringify(text)}.`);
  if (ids.length <= context) return encoding;
  if (overflow === 'error') throw new FigmentError('CONTEXT_OVERFLOW', `${name} must have at most ${context} tokens, the context of this model, got ${ids.length}: shorten it, or choose an overflow other than error.`);
  // What the tokenizer puts behind a text (</s>, [SEP]) stays behind it.
  const isAdded = (i: number): boolean => language.ids.end.includes(ids[i] as number);
  const kept = Array.from({ length: context }, (_, i) => (i === context - 1 && isAdded(ids.length - 1) ? ids.length - 1 : i));
  return { ids: kept.map((i) => ids[i] as number), tokens: tokens && kept.map((i) => tokens[i] as string), offsets: offsets && kept.map((i) => offsets[i] as readonly [number, number]) };
}
