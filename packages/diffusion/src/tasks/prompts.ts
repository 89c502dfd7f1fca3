import type { Tokenizer } from '@figment/core/interfaces';
import type { SamplingWarning } from '@figment/core/sampling';

/** How captions become ids. */
export interface PromptReader {
  readonly tokenizer: Tokenizer;
  /** Most tokens of a caption. */
  readonly tokens: number;
  /** Whether captions are read in small letters. */
  readonly lowerCase: boolean;
}

/** Captions as ids, filled up on the right. */
export interface PromptIds {
  /** [B, tokens] */
  readonly ids: Int32Array;
  /** [B, tokens]: 1 where a token is. */
  readonly mask: Int32Array;
  /** Which captions were cut, and how many tokens they have. */
  readonly cut: readonly { readonly text: string; readonly length: number }[];
}

/** Captions as rows of ids; what is too long is cut, and told. */
export function promptIds({ tokenizer, tokens, lowerCase }: PromptReader, texts: readonly string[]): PromptIds {
  const ids = new Int32Array(texts.length * tokens);
  const mask = new Int32Array(ids.length);
  const cut: { text: string; length: number }[] = [];
  // Tokenizers that know no options take a text as it is.
  const reader: { encode(text: string, options?: object): { readonly ids: readonly number[] } } = tokenizer;
  for (const [row, text] of texts.entries()) {
    const all = reader.encode(lowerCase ? text.toLowerCase().trim() : text.trim(), { addSpecialTokens: false, truncation: false, padding: false }).ids;
    if (all.length > tokens) cut.push({ text, length: all.length });
    const kept = all.slice(0, tokens);
    ids.set(kept, row * tokens);
    mask.fill(1, row * tokens, row * tokens + kept.length);
  }
  return { ids, mask, cut };
}

/** What to tell of captions that were cut. */
export function cutWarnings({ cut }: PromptIds, tokens: number): SamplingWarning[] {
  return cut.map(({ text, length }) => ({
    code: 'PROMPT_TRUNCATED',
    message: `the prompt "${text.length > 60 ? `${text.slice(0, 60)}…` : text}" has ${length} tokens, of which the model reads the first ${tokens}: say the most important things first, or less.`,
  }));
}
