import type { AddedVocabulary, SpecialFilter } from '../added-tokens/added-vocabulary.ts';
import { shown, TokenizerError } from '../errors.ts';
import type { EncodeOptions, Offset, Padding, Truncation } from './encoding.ts';

function check(ok: boolean, name: string, value: unknown, right: string): void {
  if (!ok) throw new TokenizerError('OPTIONS_INVALID', `${name} must be ${right}, got ${shown(value)}.`);
}

const isCount = (value: unknown, least = 0): boolean => Number.isSafeInteger(value) && (value as number) >= least;

function checkOneOf(name: string, value: unknown, values: readonly unknown[]): void {
  check(value === undefined || values.includes(value), name, value, values.map((one) => `'${String(one)}'`).join(' or '));
}

function checkCount(name: string, value: unknown, least = 0): void {
  check(value === undefined || isCount(value, least), name, value, `a whole number from ${least}`);
}

/** @throws TokenizerError `OPTIONS_INVALID` */
export function checkText(text: unknown, name = 'text'): asserts text is string {
  if (typeof text !== 'string') throw new TokenizerError('INPUT_INVALID', `${name} must be a string, got ${shown(text)}.`);
}

/** How many tokens there is room for beside those that the post-processor adds. */
export function checkTruncation({ maxLength, stride, strategy, direction }: Truncation, added: number): number {
  check(isCount(maxLength), 'truncation.maxLength', maxLength, 'a whole number from 0');
  checkCount('truncation.stride', stride);
  checkOneOf('truncation.strategy', strategy, ['longest-first', 'only-first', 'only-second']);
  checkOneOf('truncation.direction', direction, ['right', 'left']);
  const room = maxLength - added;
  check(room >= 0, 'truncation.maxLength', maxLength, `at least ${added}, which is how many special tokens are added`);
  check((stride ?? 0) <= Math.max(0, room - 1), 'truncation.stride', stride, `less than the ${room} tokens that each piece of a text has room for`);
  return room;
}

/** @throws TokenizerError `OPTIONS_INVALID` */
export function checkPadding({ length, multipleOf, direction, id, typeId, token }: Padding): void {
  if (length !== 'longest') checkCount('padding.length', length);
  checkCount('padding.multipleOf', multipleOf, 1);
  checkOneOf('padding.direction', direction, ['right', 'left']);
  checkCount('padding.id', id);
  checkCount('padding.typeId', typeId);
  check(token === undefined || typeof token === 'string', 'padding.token', token, 'a string');
}

/**
 * Which special tokens are seen where.
 *
 * @throws TokenizerError `OPTIONS_INVALID` when a name is no special token, or a range lies outside of the text
 */
export function specialFilter({ allowedSpecial = 'none', plain = [] }: EncodeOptions, added: AddedVocabulary, texts: readonly string[]): SpecialFilter {
  const isPlain = plainStretches(plain, texts);
  if (allowedSpecial === 'none') return () => false;
  if (allowedSpecial === 'all') return (_, start, end) => !isPlain(start, end);
  check(Array.isArray(allowedSpecial), 'allowedSpecial', allowedSpecial, "'all', 'none' or a list of special tokens");
  for (const name of allowedSpecial) check(added.named(name)?.special === true, 'allowedSpecial', name, 'a list of special tokens of this tokenizer');
  const names = new Set(allowedSpecial);
  return ({ content }, start, end) => names.has(content) && !isPlain(start, end);
}

/** Whether a stretch touches one of those that are plain. */
function plainStretches(plain: readonly Offset[], texts: readonly string[]): (start: number, end: number) => boolean {
  if (plain.length === 0) return () => false;
  check(texts.length === 1, 'plain', plain, 'left out where there is more than one text');
  const { length } = texts[0] as string;
  for (const [start, end] of plain) check(isCount(start) && isCount(end, start) && end <= length, 'plain', [start, end], `[start, end] with 0 <= start <= end <= ${length}, the length of the text`);
  const sorted = plain.filter(([start, end]) => start < end).sort((a, b) => a[0] - b[0]);
  // How far the stretches up to each one reach: they may overlap.
  let reach = 0;
  const reaches = sorted.map(([, end]) => (reach = Math.max(reach, end)));
  return (start, end) => {
    let low = 0;
    for (let high = sorted.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] as Offset)[0] < end) low = middle + 1;
      else high = middle;
    }
    return low > 0 && (reaches[low - 1] as number) > start;
  };
}
