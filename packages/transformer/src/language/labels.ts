import type { TokenizerEncoding } from '@figment/core/interfaces';

import type { Language } from './language.ts';

/** Tokens as people read them: the stretch of the text, or the name of one that stands for none. Parts of a character all show that character. */
export function labelsOf({ tokenizer }: Language, text: string, { ids, tokens, offsets }: TokenizerEncoding): string[] {
  return ids.map((id, i) => {
    const [start, end] = offsets?.[i] ?? [0, 0];
    return start < end ? text.slice(start, end) : tokens?.[i] ?? tokenizer.decode([id]);
  });
}

/** What each id adds to the text, '' within a character: joined they are the text. */
export function piecesOf({ tokenizer }: Language, ids: readonly number[]): string[] {
  const stream = tokenizer.decodeStream?.();
  if (stream === undefined) return ids.map((id) => tokenizer.decode([id]));
  return ids.map((id, i) => stream.push(id) + (i === ids.length - 1 ? stream.end() : ''));
}
