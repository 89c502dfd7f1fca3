import { TokenizerError } from '../errors.ts';
import { Fields } from './fields.ts';

/**
 * The object in a JSON file, which is given as text or parsed.
 *
 * @throws TokenizerError `TOKENIZER_INVALID`
 */
export function jsonFields(file: string | object, name: string, path = name): Fields {
  if (typeof file !== 'string') return new Fields(file, path);
  let value: unknown;
  try {
    value = JSON.parse(file.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new TokenizerError('TOKENIZER_INVALID', `${name} is no JSON: ${(error as Error).message}.`, { cause: error });
  }
  return new Fields(value, path);
}
