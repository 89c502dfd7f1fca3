import type { Tokenizer } from '@figment/core/interfaces';

const known = new WeakMap<Tokenizer, Map<number, string>>();

/**
 * How a reader sees a token within a text, its space included: what is more when it comes twice. A special token, of which no reader sees
 * anything, is spelt as in the vocabulary if the tokenizer tells.
 */
export function tokenText(tokenizer: Tokenizer | undefined, id: number): string {
  if (tokenizer === undefined || id >= tokenizer.vocabularySize) return '';
  const texts = known.get(tokenizer) ?? new Map<number, string>();
  const text = texts.get(id) ?? spelt(tokenizer, id);
  known.set(tokenizer, texts.set(id, text));
  return text;
}

function spelt(tokenizer: Tokenizer & { token?(id: number): string | undefined }, id: number): string {
  const once = tokenizer.decode([id]), twice = tokenizer.decode([id, id]);
  return (twice.startsWith(once) ? twice.slice(once.length) : once) || once || (tokenizer.token?.(id) ?? '');
}
