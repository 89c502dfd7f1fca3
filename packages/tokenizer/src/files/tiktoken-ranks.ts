import { shown, TokenizerError } from '../errors.ts';
import { ByteStrings } from '../vocabulary/byte-strings.ts';
import { CompactVocabulary } from '../vocabulary/compact-vocabulary.ts';
import { byteLevelCode } from '../vocabulary/token-code.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sextets = new Int8Array(256).fill(-1);
for (let i = 0; i < alphabet.length; i++) sextets[alphabet.charCodeAt(i)] = i;

const NEWLINE = 10, RETURN = 13, SPACE = 32, ZERO = 48, EQUALS = 61;

/**
 * The tokens of a rank file: a line for each, its bytes in base64, a space, its rank. A rank is an id.
 *
 * @param isSpecial whether an id that has no rank is that of a special token.
 */
export function readRanks(file: Uint8Array, isSpecial: (id: number) => boolean): CompactVocabulary {
  const lines = countLines(file);
  const bytes = new Uint8Array(file.length), ends = new Int32Array(lines + 1), ranks = new Int32Array(lines);
  let count = 0, at = 0, length = 0, isAscending = true;
  for (let line = 1; at < file.length; line++) {
    const start = at;
    let bits = 0, buffer = 0;
    for (; at < file.length && sextets[file[at]!]! >= 0; at++) {
      buffer = (buffer << 6) | sextets[file[at]!]!;
      if ((bits += 6) < 8) continue;
      bytes[length++] = buffer >> (bits -= 8);
    }
    const sextetsRead = at - start;
    while (at < file.length && file[at] === EQUALS) at++;
    const isWhole = at === start || ((at - start) % 4 === 0 && sextetsRead % 4 !== 1 && at - start - sextetsRead < 3);
    const digits = file[at] === SPACE ? ++at : at;
    let rank = 0;
    for (; at < file.length && file[at]! >= ZERO && file[at]! < ZERO + 10 && rank < 1e9; at++) rank = 10 * rank + file[at]! - ZERO;
    const hasRank = at > digits && digits > start;
    if (file[at] === RETURN) at++;
    const isBlank = at === start || (at === start + 1 && file[start] === RETURN);
    if (at < file.length && file[at] !== NEWLINE || !isBlank && !(isWhole && hasRank && length > ends[count]!)) throw brokenLine(file, start, line);
    at++;
    if (isBlank) continue;
    if (count > 0 && rank <= ranks[count - 1]!) isAscending = false;
    ranks[count++] = rank;
    ends[count] = length;
  }
  return collect(bytes, ends, ranks.subarray(0, count), isAscending, isSpecial);
}

function collect(bytes: Uint8Array, ends: Int32Array, ranks: Int32Array, isAscending: boolean, isSpecial: (id: number) => boolean): CompactVocabulary {
  const order = isAscending ? undefined : Array.from(ranks.keys()).sort((a, b) => ranks[a]! - ranks[b]!);
  const strings = new ByteStrings(ranks.length, ends[ranks.length]);
  const ids = new Int32Array(ranks.length);
  let expected = 0;
  for (let i = 0; i < ranks.length; i++) {
    const line = order?.[i] ?? i, rank = ranks[line]!;
    while (expected < rank && isSpecial(expected)) expected++;
    if (rank < expected) throw invalid(`rank ${rank} must be there once, or be no special token's id`);
    if (rank > expected) throw invalid(`rank ${expected} is missing, and no special token has this id; the next one is ${rank}`);
    if (!strings.add(bytes, ends[line]!, ends[line + 1]!)) throw invalid(`the token of rank ${rank} must be there once, but has a lower rank too`);
    ids[i] = rank;
    expected++;
  }
  for (let byte = 0; byte < 256; byte++) {
    if (strings.find(Uint8Array.of(byte), 0, 1) < 0) throw invalid(`every byte must be a token, but 0x${byte.toString(16).padStart(2, '0')} is not`);
  }
  return new CompactVocabulary(strings, ids, byteLevelCode);
}

function countLines(file: Uint8Array): number {
  let lines = 1;
  for (let at = file.indexOf(NEWLINE); at >= 0; at = file.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

function brokenLine(file: Uint8Array, start: number, line: number): TokenizerError {
  const end = file.indexOf(NEWLINE, start);
  const text = new TextDecoder().decode(file.subarray(start, end < 0 ? file.length : end));
  return invalid(`line ${line} must be a token in base64, a space and its rank, got ${shown(text)}`);
}

function invalid(what: string): TokenizerError {
  return new TokenizerError('VOCABULARY_INVALID', `tiktoken ranks: ${what}.`);
}
