import { FigmentError } from '@figment/core';

import type { Language } from '../language/language.ts';

/**
 * Ids that stand for spans that were cut out: `<extra_id_0>` and so on, as T5's tokenizer has them, or ids that the model has and its tokenizer
 * does not, from the last one down.
 *
 * @throws FigmentError `TOKENIZER_MISMATCH` when there are fewer than `count`
 */
export function sentinelsOf({ tokenizer, vocabulary }: Language, count: number): number[] {
  const known = tokenizer as { id?(token: string): number | undefined };
  const named = Array.from({ length: count }, (_, i) => known.id?.(`<extra_id_${i}>`));
  const spare = vocabulary - tokenizer.vocabularySize;
  if (named.every((id) => id !== undefined)) return named;
  if (spare >= count) return Array.from({ length: count }, (_, i) => vocabulary - 1 - i);
  throw new FigmentError('TOKENIZER_MISMATCH', `to learn from spans that are cut out of texts of this context, the tokenizer must have ${count} special tokens <extra_id_0> to <extra_id_${count - 1}>, or config.vocabulary be ${tokenizer.vocabularySize + count} or more, got ${vocabulary}.`);
}
