import { shown, TokenizerError } from '../errors.ts';
import { ByteStrings } from './byte-strings.ts';
import { CompactVocabulary } from './compact-vocabulary.ts';
import { byteLevelCode, utf8Code } from './token-code.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Ids are 32-bit, and one more than the highest is still one. */
const MAX_ID = 2 ** 31 - 2;
/** So many tokens tell how all are spelled. */
const SAMPLE = 4096;

/**
 * A vocabulary of tokens and their ids, in any order.
 *
 * @param entries pairs, or an object like `vocab` of a `tokenizer.json`.
 * @throws TokenizerError `VOCABULARY_INVALID` for a token or an id that is there twice, and for ids that are no whole numbers of at least 0.
 */
export function createVocabulary(entries: Iterable<readonly [token: string, id: number]> | Readonly<Record<string, number>>): Vocabulary {
  const sorted = Symbol.iterator in entries ? [...(entries as Iterable<readonly [string, number]>)] : Object.entries(entries);
  for (const [token, id] of sorted) {
    if (typeof token !== 'string') throw new TokenizerError('VOCABULARY_INVALID', `tokens must be strings, got ${shown(token)} for id ${shown(id)}.`);
    if (!Number.isInteger(id) || id < 0 || id > MAX_ID) {
      throw new TokenizerError('VOCABULARY_INVALID', `the id of token ${shown(token)} must be a whole number from 0 to ${MAX_ID}, got ${shown(id)}.`);
    }
  }
  sorted.sort(([, a], [, b]) => a - b);

  let scratch = new Uint8Array(256);
  const room = (token: string): Uint8Array => (3 * token.length <= scratch.length ? scratch : (scratch = new Uint8Array(6 * token.length)));
  // A part of them tells which code most of them have; those that it can't write are kept as they are.
  const some = sorted.filter((_, i) => i % Math.ceil(sorted.length / SAMPLE) === 0);
  const code = 2 * some.filter(([token]) => byteLevelCode.write(token, room(token)) >= 0).length > some.length ? byteLevelCode : utf8Code;

  const strings = new ByteStrings(sorted.length, 8 * sorted.length);
  const ids = new Int32Array(sorted.length);
  const others = new Map<string, number>();
  let last = -1;
  for (const [token, id] of sorted) {
    if (id === last) throw new TokenizerError('VOCABULARY_INVALID', `token ${shown(token)} must have an id of its own, but ${id} is another token's.`);
    last = id;
    const length = code.write(token, room(token));
    const isNew = length < 0 ? !others.has(token) && others.set(token, id) : strings.add(scratch, 0, length);
    if (!isNew) throw new TokenizerError('VOCABULARY_INVALID', `token ${shown(token)} must be there once, but has two ids; one of them is ${id}.`);
    if (length >= 0) ids[strings.size - 1] = id;
  }
  return new CompactVocabulary(strings, ids.slice(0, strings.size), code, others);
}
