import { FigmentError } from '../errors.ts';
import type { Tokenizer } from '../interfaces/tokenizer.ts';
import { checkSchemaIsOne } from './schema/check-schema-is-one.ts';
import { isObject } from './schema/mismatch.ts';
import { shown } from './schema/path.ts';

/** @throws FigmentError `PLUGIN_INVALID` for what a tokenizer may have and that is wrong */
export function checkTokenizerDefinition(entry: Readonly<Record<string, unknown>>): void {
  const name = (field: string): string => `${field} of ${String(entry['id'])}`;
  if (entry['options'] !== undefined) checkSchemaIsOne(entry['options'], name('options'));
  for (const field of ['train', 'save']) {
    if (entry[field] !== undefined && typeof entry[field] !== 'function') throw new FigmentError('PLUGIN_INVALID', `${name(field)} must be a function, got ${shown(entry[field])}.`);
  }
}

/** @throws FigmentError `PLUGIN_INVALID` for what a definition gave instead of a tokenizer */
export function checkTokenizer(tokenizer: unknown, name: string): asserts tokenizer is Tokenizer {
  const { encode, decode, vocabularySize } = isObject(tokenizer) ? tokenizer as Partial<Record<string, unknown>> : {};
  if (typeof encode === 'function' && typeof decode === 'function' && Number.isSafeInteger(vocabularySize) && (vocabularySize as number) >= 0) return;
  throw new FigmentError('PLUGIN_INVALID', `${name} must give a tokenizer: encode(), decode() and vocabularySize, got ${shown(tokenizer)}.`);
}
