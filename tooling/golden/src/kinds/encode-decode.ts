import { type Encoding, isTokenizerError, type Padding, parseTokenizer, type Tokenizer, type Truncation } from '@figment/tokenizer';

import type { RowsKind } from '../kind.ts';

interface TextRow {
  readonly text: string;
  readonly ids: readonly number[];
  readonly tokens: readonly string[];
  readonly offsets: readonly (readonly number[])[];
  readonly ids_special?: readonly number[];
  readonly decoded?: string;
  readonly decoded_special?: string;
}

interface PairRow {
  readonly a: string;
  readonly b: string;
  readonly ids: readonly number[];
  readonly type_ids: readonly number[];
  readonly special_tokens_mask: readonly number[];
  readonly sequence_ids: readonly (number | null)[];
}

interface Settings {
  readonly truncation: { readonly max_length: number; readonly stride?: number; readonly strategy?: string; readonly direction?: string } | null;
  readonly padding: { readonly pad_id?: number; readonly pad_type_id?: number; readonly pad_token?: string; readonly direction?: string; readonly length?: number; readonly pad_to_multiple_of?: number } | null;
  readonly rows: readonly SettingsRow[];
}

interface SettingsRow {
  readonly text?: string;
  readonly a?: string;
  readonly b?: string;
  readonly ids?: readonly number[];
  readonly overflowing?: readonly (readonly number[])[];
  readonly attention_mask?: readonly number[];
  readonly type_ids?: readonly number[];
  /** It must fail. */
  readonly error?: string;
}

interface Expected {
  readonly rows: readonly TextRow[];
  readonly pairs?: readonly PairRow[];
  readonly truncation_padding?: readonly Settings[];
  readonly invalid?: readonly { readonly utf16: readonly string[] }[];
}

/** What came out beside what was expected, by names; equal as JSON. */
type Claims = Readonly<Record<string, readonly [got: unknown, expected: unknown]>>;

/** Texts to ids, tokens and offsets, and back; `tokenizer.json` is all that is known of the tokenizer. */
export const kind: RowsKind = {
  name: 'encode-decode',
  check(golden) {
    const json = golden.readJson('tokenizer.json') as object;
    const tokenizer = parseTokenizer(json);
    const { vocab_size: size } = golden.json['inputs'] as { vocab_size?: number };
    const { rows, pairs = [], truncation_padding: settings = [], invalid = [] } = golden.json['expected'] as Expected;
    const checks: (readonly [name: string, claims: () => Claims])[] = [
      ['tokenizer.json', () => ({ 'vocabulary size': [tokenizer.vocabularySize, size ?? tokenizer.vocabularySize], 'what is written': [sorted(tokenizer.toJSON()), sorted(json)] })],
      ...rows.map((row, i) => [`row ${i}`, () => textClaims(tokenizer, row)] as const),
      ...pairs.map((row, i) => [`pair ${i}`, () => pairClaims(tokenizer, row)] as const),
      ...settings.flatMap((setting, i) => setting.rows.map((_, j) => [`setting ${i}, row ${j}`, () => settingClaims(tokenizer, setting, j)] as const)),
      ...invalid.map((row, i) => [`invalid ${i}`, () => invalidClaims(tokenizer, row.utf16)] as const),
    ];
    return { rows: checks.length, failures: checks.flatMap(([name, claims]) => differences(claims).map((difference) => `${name}: ${difference}`)) };
  },
};

function differences(claims: () => Claims): string[] {
  try {
    return Object.entries(claims()).flatMap(([name, values]) => {
      const [got, expected] = values.map((value) => JSON.stringify(value));
      return got === expected ? [] : [`${name} is ${got ?? ''}, expected ${expected ?? ''}`];
    });
  } catch (error) {
    return [`threw ${String(error)}`];
  }
}

const seen = { allowedSpecial: 'all' } as const;

function textClaims(tokenizer: Tokenizer, row: TextRow): Claims {
  const encoding = tokenizer.encode(row.text, { ...seen, addSpecialTokens: false });
  const special = row.ids_special ?? row.ids;
  const decoded = row.decoded ?? row.text;
  return {
    ids: [encoding.ids, row.ids],
    tokens: [encoding.tokens, row.tokens],
    offsets: [inCodePoints(row.text, encoding), row.offsets],
    'ids with special tokens': [tokenizer.encode(row.text, seen).ids, special],
    decoded: [tokenizer.decode(row.ids), decoded],
    'decoded with special tokens': [tokenizer.decode(special, { skipSpecialTokens: false }), row.decoded_special ?? decoded],
    'decoded one by one': [streamed(tokenizer, special), row.decoded_special ?? decoded],
  };
}

function streamed(tokenizer: Tokenizer, ids: readonly number[]): string {
  const stream = tokenizer.decodeStream({ skipSpecialTokens: false });
  return [...ids.map((id) => stream.push(id)), stream.end()].join('');
}

/** UTF-16 indices of a text to the code points that Python counts. */
function inCodePoints(text: string, { offsets }: Encoding): number[][] {
  return offsets.map((offset) => offset.map((index) => Array.from(text.slice(0, index)).length));
}

function pairClaims(tokenizer: Tokenizer, row: PairRow): Claims {
  const encoding = tokenizer.encodePair(row.a, row.b, seen);
  return {
    ids: [encoding.ids, row.ids],
    'type ids': [encoding.typeIds, row.type_ids],
    'special tokens mask': [encoding.specialTokensMask, row.special_tokens_mask],
    'sequence ids': [encoding.sequenceIds, row.sequence_ids],
  };
}

function settingClaims(tokenizer: Tokenizer, { truncation, padding, rows }: Settings, index: number): Claims {
  const row = rows[index] as SettingsRow;
  const options = { ...seen, truncation: truncation === null ? (false as const) : truncationOf(truncation), padding: padding === null ? (false as const) : paddingOf(padding) };
  // Padding to the longest of a batch looks at all rows.
  const encode = (): Encoding => tokenizer.encodeBatch(rows.map(({ text, a = '', b = '' }) => text ?? [a, b]), options)[index] as Encoding;
  if (row.error !== undefined) return { 'what is thrown': [codeOf(encode), 'OPTIONS_INVALID'] };
  const encoding = encode();
  return {
    ids: [encoding.ids, row.ids],
    ...(row.overflowing && { overflowing: [encoding.overflowing.map(({ ids }) => ids), row.overflowing] }),
    ...(row.attention_mask && { 'attention mask': [encoding.attentionMask, row.attention_mask] }),
    ...(row.type_ids && { 'type ids': [encoding.typeIds, row.type_ids] }),
  };
}

function truncationOf({ max_length: maxLength, stride, strategy, direction }: NonNullable<Settings['truncation']>): Truncation {
  return { maxLength, stride, strategy: strategy?.replace('_', '-') as Truncation['strategy'], direction: direction as Truncation['direction'] };
}

function paddingOf({ pad_id: id, pad_type_id: typeId, pad_token: token, direction, length, pad_to_multiple_of: multipleOf }: NonNullable<Settings['padding']>): Padding {
  return { id, typeId, token, direction: direction as Padding['direction'], length, multipleOf };
}

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'nothing';
  } catch (error) {
    return isTokenizerError(error) ? error.code : String(error);
  }
}

/** What is no Unicode is read as U+FFFD. */
function invalidClaims(tokenizer: Tokenizer, utf16: readonly string[]): Claims {
  const text = String.fromCharCode(...utf16.map((unit) => parseInt(unit, 16)));
  const read = text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
  const { ids, tokens } = tokenizer.encode(text);
  return { ids: [ids, tokenizer.encode(read).ids], 'tokens with halves of characters': [tokens.filter((token) => /\p{Surrogate}/u.test(token)), []] };
}

/** The same with keys in order, to be compared as JSON. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, child]) => [key, sorted(child)]));
}
