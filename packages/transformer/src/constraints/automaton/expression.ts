/**
 * What a text may be, over the bytes of its UTF-8: the terms that grammars, regular expressions and JSON schemas are compiled into.
 * They may share parts and, through rules, hold themselves.
 */
export type Expression =
  | ByteSet
  | { readonly kind: 'sequence'; readonly items: readonly Expression[] }
  /** Any of them; of none, nothing fits. */
  | { readonly kind: 'choice'; readonly items: readonly Expression[] }
  /** `rest` is what is left of it after one round: made when it is asked for. */
  | { readonly kind: 'repeat'; readonly body: Expression; readonly min: number; readonly max: number; rest?: Expression }
  | Rule
  | Both
  /** A line break and the indentation of as many levels as are open; one that closes ends a level, which is open until then. */
  | { readonly kind: 'line'; readonly indent: string; readonly closes: boolean };

/** One byte of a set: 256 flags. */
export interface ByteSet {
  readonly kind: 'bytes';
  readonly set: Uint8Array;
}

/** A name for what may hold itself. */
export interface Rule {
  readonly kind: 'rule';
  readonly name: string;
  body: Expression;
}

/** What fits all parts that are not negated and none that is. */
export interface Both {
  readonly kind: 'both';
  readonly parts: readonly Part[];
}

/** A condition. */
export interface Part {
  readonly of: Expression;
  readonly negated: boolean;
  /** What `of` ends with that fits every text: where that has begun, all that follows fits. */
  readonly any?: Expression | undefined;
}

export const sequence = (...items: readonly Expression[]): Expression => (items.length === 1 ? items[0]! : { kind: 'sequence', items });

export const choice = (items: readonly Expression[]): Expression => (items.length === 1 ? items[0]! : { kind: 'choice', items });

export const repeat = (body: Expression, min: number, max: number): Expression => (max === 0 ? empty : { kind: 'repeat', body, min, max });

export const both = (...parts: readonly Part[]): Expression => (parts.length === 1 && !parts[0]!.negated ? parts[0]!.of : { kind: 'both', parts });

export const bytes = (...values: readonly number[]): ByteSet => {
  const set = new Uint8Array(256);
  for (const value of values) set[value] = 1;
  return { kind: 'bytes', set };
};

/** The empty text. */
export const empty: Expression = { kind: 'sequence', items: [] };

/** No text. */
export const nothing: Expression = { kind: 'choice', items: [] };

const encoder = new TextEncoder();

/** A text as it stands. */
export const literal = (text: string): Expression => sequence(...Array.from(encoder.encode(text), (byte) => bytes(byte)));
