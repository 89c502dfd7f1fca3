import type { Tokenizer } from '@figment/core/interfaces';

const known = new WeakMap<Tokenizer, Map<number, string>>();

/**
 * How a reader sees a token within a text, its space included: what is more when it comes twice. A special token, of which no reader sees
 * anything, is spelt as in the vocabulary if the tokenizer tells.
 */
export function tokenText(tokenizer: Tokenizer | undefined, id: number): string {
  if (tokenizer === undefined || id >= tokenizer.vocabularySize) return '';
  let texts = known.get(tokenizer);
  if (texts === undefined) known.set(tokenizer, (texts = new Map()));
  let text = texts.get(id);
  if (text === undefined) texts.set(id, (text = spelt(tokenizer, id)));
  return text;
}

function spelt(tokenizer: Tokenizer & { token?(id: number): string | undefined }, id: number): string {
  const once = tokenizer.decode([id]), twice = tokenizer.decode([id, id]);
  return (twice.startsWith(once) ? twice.slice(once.length) : once) || once || (tokenizer.token?.(id) ?? '');
}
