import { utf8 } from '../automaton/characters.ts';
import { both, type Expression, nothing } from '../automaton/expression.ts';
import { compile } from '../pattern/compile.ts';
import { parse } from '../pattern/parse.ts';

/** What a number has to be. */
export interface Bounds {
  readonly isInteger: boolean;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly exclusiveMaximum?: number | undefined;
}

export const fitting = (source: string, write = utf8, search = false): Expression => compile(parse(source, 'u'), source, write, search);

/** As many digits as doubles are written with before the point, and after it. */
const digits = { integer: 16, whole: 21, fraction: 22 };
const fraction = `(?:\\.\\d{1,${digits.fraction}})?`;

/** JSON's numbers, without those that are infinite as doubles. */
const anyNumber = `-?(?:(?:0|[1-9]\\d{0,${digits.whole - 1}})${fraction}(?:[eE][+-]?\\d{1,2})?|\\d${fraction}[eE][+-]?(?:[12]\\d\\d|30[0-7]))`;
const anyInteger = `0|-?[1-9]\\d{0,${digits.integer - 1}}`;

/** Numbers within bounds, exactly: compared digit by digit, so without exponents. */
export function numbers({ isInteger, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Bounds): Expression {
  const sides = [
    ...[minimum, exclusiveMinimum].flatMap((bound, exclusive) => (bound === undefined ? [] : [from(bound, exclusive === 0, isInteger)])),
    ...[maximum, exclusiveMaximum].flatMap((bound, exclusive) => (bound === undefined ? [] : [upTo(bound, exclusive === 0, isInteger)])),
  ];
  if (sides.length === 0) return fitting(isInteger ? anyInteger : anyNumber);
  if (sides.includes(undefined)) return nothing;
  return both(...sides.map((source) => ({ of: fitting(source!), negated: false })));
}

/** A regular expression of numbers on one side of a bound. */
type Side = (bound: number, inclusive: boolean, isInteger: boolean) => string | undefined;

const from: Side = (bound, inclusive, isInteger) => {
  const size = decimal(bound);
  return bound >= 0 ? above(size, inclusive, isInteger) : union(negative(below(size, inclusive, isInteger)), unsigned(isInteger));
};

const upTo: Side = (bound, inclusive, isInteger) => {
  const size = decimal(bound);
  return bound < 0 ? negative(above(size, inclusive, isInteger)) : union(below(size, inclusive, isInteger), negative(above(zero, false, isInteger)));
};

/** The size of a number: digits before the point, without leading zeros, and after it, without trailing ones. */
interface Decimal {
  readonly whole: string;
  readonly part: string;
}

const zero: Decimal = { whole: '0', part: '' };

/** |n| without an exponent. */
function decimal(n: number): Decimal {
  const [, whole = '', part = '', exponent = '0'] = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(Math.abs(n)))!;
  const shift = Number(exponent);
  const padded = `${'0'.repeat(Math.max(-shift, 0))}${whole}${part}${'0'.repeat(Math.max(shift - part.length, 0))}`;
  const point = whole.length + Math.max(-shift, 0) + shift;
  return { whole: padded.slice(0, point).replace(/^0+(?=\d)/, ''), part: padded.slice(point).replace(/0+$/, '') };
}

const union = (...parts: readonly (string | undefined)[]): string | undefined => parts.flatMap((part) => part ?? []).map((part) => `(?:${part})`).join('|') || undefined;
const negative = (part: string | undefined): string | undefined => part && `-(?:${part})`;
const unsigned = (isInteger: boolean): string => `(?:0|[1-9]\\d{0,${(isInteger ? digits.integer : digits.whole) - 1}})${isInteger ? '' : fraction}`;
const digit = (least: number, greatest: number): string | undefined => (least > greatest ? undefined : `[${least}-${greatest}]`);

/** Digits that differ from others for the first time at one of them: there it has one of `differing`, and then `rest`. */
function atEachDigit(text: string, differing: (own: number, i: number) => string | undefined, rest: (left: number) => string): string | undefined {
  return union(...Array.from(text, (own, i) => {
    const other = differing(Number(own), i);
    return other && `${text.slice(0, i)}${other}${rest(text.length - i - 1)}`;
  }));
}

/** Sizes above one. */
function above({ whole, part }: Decimal, inclusive: boolean, isInteger: boolean): string | undefined {
  const tail = isInteger ? '' : fraction;
  const longest = isInteger ? digits.integer : digits.whole;
  const more = Math.max(digits.fraction - part.length, 1);
  const beyond = part === '' ? (inclusive ? fraction : undefined) : atEachDigit(part, (own) => digit(own + 1, 9), (left) => `\\d{0,${left + more}}`);
  return union(
    whole.length < longest ? `[1-9]\\d{${whole.length},${longest - 1}}${tail}` : undefined,
    atEachDigit(whole, (own) => digit(own + 1, 9), (left) => `\\d{${left}}${tail}`),
    ...isInteger ? [inclusive && part === '' ? whole : undefined] : [
      beyond && `${whole}${part === '' ? '' : '\\.'}(?:${beyond})`,
      inclusive && part === '' ? undefined : `${whole}\\.${part}${inclusive ? `\\d{0,${more}}` : `\\d{0,${more - 1}}[1-9]0{0,${more}}`}`,
    ],
  );
}

/** Sizes below one. */
function below({ whole, part }: Decimal, inclusive: boolean, isInteger: boolean): string | undefined {
  const tail = isInteger ? '' : fraction;
  const more = Math.max(digits.fraction - part.length, 1);
  const short = atEachDigit(part, (own) => digit(0, own - 1), (left) => `\\d{0,${left + more}}`);
  return union(
    whole.length > 1 ? `(?:0|[1-9]\\d{0,${whole.length - 2}})${tail}` : undefined,
    atEachDigit(whole, (own, i) => digit(i === 0 && whole.length > 1 ? 1 : 0, own - 1), (left) => `\\d{${left}}${tail}`),
    inclusive || part !== '' ? whole : undefined,
    ...isInteger ? [] : [
      short && `${whole}\\.(?:${short})`,
      // What ends before the last digit, which is no zero, is below.
      ...Array.from(part.slice(1), (_, i) => `${whole}\\.${part.slice(0, i + 1)}`),
      inclusive ? `${whole}\\.${part}0{${part === '' ? 1 : 0},${more}}` : undefined,
    ],
  );
}
