import type { Tokenizer } from '@figment/core/interfaces';

/** A tokenizer that may be told to leave out the ids that it puts around a text. */
type Encoder = { encode(text: string, options?: { readonly addSpecialTokens: boolean }): { readonly ids: readonly number[] } };

/** The ids that a text is written with where a text begins or a word goes on, and after a space. */
export function runsOf(tokenizer: Tokenizer, text: string): readonly (readonly number[])[] {
  const runs = [text, ` ${text}`].map((form) => (tokenizer as Encoder).encode(form, { addSpecialTokens: false }).ids).filter((ids) => ids.length > 0);
  return [...new Map(runs.map((ids) => [ids.join(), ids])).values()];
}
