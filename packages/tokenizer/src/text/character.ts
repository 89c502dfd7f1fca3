import { shown, TokenizerError } from '../errors.ts';
import type { Fields } from '../files/fields.ts';
import { unitsAt } from './utf8.ts';

/** @throws TokenizerError `OPTIONS_INVALID` when an option is not exactly one character */
export function checkCharacter(name: string, value: string): void {
  if (!isCharacter(value)) throw new TokenizerError('OPTIONS_INVALID', `${name} must be one character, got ${shown(value)}.`);
}

/** @throws TokenizerError `TOKENIZER_INVALID` when a field is not exactly one character */
export function characterFrom(fields: Fields, name: string): string {
  const value = fields.string(name);
  if (!isCharacter(value)) throw fields.unfit(name, 'one character');
  return value;
}

function isCharacter(value: string): boolean {
  return value !== '' && value.length === unitsAt(value, 0);
}
