import type { AddedVocabulary, SpecialFilter } from '../added-tokens/added-vocabulary.ts';
import { shown, TokenizerError } from '../errors.ts';
import { Fields } from '../files/fields.ts';
import type { EncodeOptions, Offset, Padding, Truncation } from './encoding.ts';

/** How files spell what options say. */
export const strategies = { 'longest-first': 'LongestFirst', 'only-first': 'OnlyFirst', 'only-second': 'OnlySecond' } as const;
export const directions = { right: 'Right', left: 'Left' } as const;

/** @throws TokenizerError `INPUT_INVALID` */
export function checkText(text: unknown): void {
  if (typeof text !== 'string') throw new TokenizerError('INPUT_INVALID', `text must be a string, got ${shown(text)}.`);
}

/**
 * How many tokens there is room for beside those that the post-processor adds.
 *
 * @throws TokenizerError `OPTIONS_INVALID`
 */
export function checkTruncation(truncation: Truncation, added: number): number {
  const fields = new Fields(truncation, 'truncation', 'OPTIONS_INVALID');
  fields.oneOf('strategy', strategies, 'longest-first');
  fields.oneOf('direction', directions, 'right');
  const room = fields.count('maxLength') - added;
  if (room < 0) throw fields.unfit('maxLength', `at least ${added}, which is how many special tokens are added`);
  if (fields.count('stride', 0) > Math.max(0, room - 1)) throw fields.unfit('stride', `less than the ${room} tokens that each piece of a text has room for`);
  return room;
}

/** Padding with all that it says decided. */
export type FullPadding = { readonly [Key in keyof Padding]-?: NonNullable<Padding[Key]> };

/**
 * What padding leaves open, as `defaults` have it.
 *
 * @throws TokenizerError `OPTIONS_INVALID`
 */
export function fullPadding(padding: Padding, defaults: Padding): FullPadding {
  const fields = new Fields(padding, 'padding', 'OPTIONS_INVALID');
  const { length = defaults.length ?? 'longest', direction = defaults.direction ?? 'right' } = padding;
  fields.oneOf('direction', directions, direction);
  if (length !== 'longest') fields.count('length', 0);
  const multipleOf = fields.count('multipleOf', defaults.multipleOf ?? 1);
  if (multipleOf === 0) throw fields.unfit('multipleOf', '1 or more');
  return {
    length,
    direction,
    multipleOf,
    id: fields.count('id', defaults.id ?? 0),
    typeId: fields.count('typeId', defaults.typeId ?? 0),
    token: fields.string('token', defaults.token ?? '[PAD]'),
  };
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
  if (!Array.isArray(allowedSpecial)) throw unfit({ allowedSpecial }, "'all', 'none' or a list of special tokens");
  for (const name of allowedSpecial as readonly string[]) if (added.named(name)?.special !== true) throw unfit({ allowedSpecial: name }, 'a list of special tokens of this tokenizer');
  const names = new Set(allowedSpecial);
  return ({ content }, start, end) => names.has(content) && !isPlain(start, end);
}

/** Whether a stretch touches one of those that are plain. */
function plainStretches(plain: readonly Offset[], texts: readonly string[]): (start: number, end: number) => boolean {
  if (plain.length === 0) return () => false;
  if (texts.length !== 1) throw unfit({ plain }, 'left out where there is more than one text');
  const { length } = texts[0] as string;
  for (const [start, end] of plain) {
    if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= length)) throw unfit({ plain: [start, end] }, `[start, end] with 0 <= start <= end <= ${length}, the length of the text`);
  }
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

function unfit(option: Readonly<Record<string, unknown>>, right: string): TokenizerError {
  return new Fields(option, '', 'OPTIONS_INVALID').unfit(Object.keys(option)[0] as string, right);
}
