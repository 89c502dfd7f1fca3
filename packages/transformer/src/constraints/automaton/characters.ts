import { choice, type Expression, empty, sequence } from './expression.ts';

/** Code points from the first to the last, both included; in order, without overlaps. */
export type Ranges = readonly (readonly [first: number, last: number])[];

/** How characters of a set are written. */
export type Writing = (ranges: Ranges) => Expression;

export const highest = 0x10ffff;

/** Sorted and joined. */
export function normalized(ranges: Ranges): Ranges {
  const joined: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = joined.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

/** All other code points. */
export function complement(ranges: Ranges): Ranges {
  const others: [number, number][] = [];
  let next = 0;
  for (const [first, last] of normalized(ranges)) {
    if (first > next) others.push([next, first - 1]);
    next = last + 1;
  }
  return next > highest ? others : [...others, [next, highest]];
}

/** What of the ranges lies in [start, start + count), counted from `start`. */
export function clipped(ranges: Ranges, start: number, count: number): Ranges {
  return ranges.flatMap(([first, last]) => (last < start || first >= start + count ? [] : [[Math.max(first - start, 0), Math.min(last - start, count - 1)] as const]));
}

/** Lead bytes of UTF-8: [first code point, end, lead byte, continuation bytes]. Surrogates are no characters. */
const forms = [[0, 0x80, 0, 0], [0x80, 0x800, 0xc0, 1], [0x800, 0xd800, 0xe0, 2], [0xe000, 0x10000, 0xe0, 2], [0x10000, highest + 1, 0xf0, 3]] as const;

/** One character of a set, in UTF-8: bytes that may be followed by the same are one byte set. */
export const utf8: Writing = (ranges) => {
  const known = new Map<string, Expression>();

  /** Numbers of `count` digits of 6 bits: `lead` is what the first byte has above them. */
  const digits = (numbers: Ranges, count: number, lead: number): Expression => {
    const unit = 64 ** (count - 1);
    const groups = new Map<Expression, Uint8Array>();
    for (const first of new Set(numbers.flatMap(([from, to]) => span(Math.floor(from / unit), Math.floor(to / unit))))) {
      const rest = tail(clipped(numbers, first * unit, unit), count - 1);
      const set = groups.get(rest) ?? new Uint8Array(256);
      groups.set(rest, set);
      set[lead + first] = 1;
    }
    return choice(Array.from(groups, ([rest, set]): Expression => (rest === empty ? { kind: 'bytes', set } : sequence({ kind: 'bytes', set }, rest))));
  };
  const tail = (numbers: Ranges, count: number): Expression => {
    if (count === 0) return empty;
    const key = `${count}:${numbers.join()}`;
    const made = known.get(key) ?? digits(numbers, count, 0x80);
    known.set(key, made);
    return made;
  };

  const parts = forms.flatMap(([start, end, lead, count]) => {
    const here = clipped(ranges, start, end - start).map(([first, last]) => [first + start, last + start] as const);
    return here.length === 0 ? [] : [digits(here, count + 1, lead)];
  });
  return choice(parts);
};

const span = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);
