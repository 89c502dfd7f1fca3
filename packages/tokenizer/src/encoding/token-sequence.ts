/**
 * One text's tokens on their way through truncation, post-processing and padding: parallel lists. Where only ids are wanted, the other lists stay
 * empty; everything that is done to sequences does the same to the ids then.
 */
export interface TokenSequence {
  readonly ids: readonly number[];
  readonly tokens: readonly string[];
  /** UTF-16, two numbers a token: start, end. */
  readonly offsets: readonly number[];
  readonly typeIds: readonly number[];
  readonly specialTokensMask: readonly number[];
  readonly attentionMask: readonly number[];
  /** -1: of no text. */
  readonly sequenceIds: readonly number[];
  /** -1: of no word. */
  readonly wordIds: readonly number[];
  readonly overflowing: readonly TokenSequence[];
}

/** Makes each list by the same rule; `width`: how many entries a token has in it. */
function build(list: <T>(column: (sequence: TokenSequence) => readonly T[], width: number) => T[], overflowing: readonly TokenSequence[]): TokenSequence {
  return {
    ids: list((s) => s.ids, 1),
    tokens: list((s) => s.tokens, 1),
    offsets: list((s) => s.offsets, 2),
    typeIds: list((s) => s.typeIds, 1),
    specialTokensMask: list((s) => s.specialTokensMask, 1),
    attentionMask: list((s) => s.attentionMask, 1),
    sequenceIds: list((s) => s.sequenceIds, 1),
    wordIds: list((s) => s.wordIds, 1),
    overflowing,
  };
}

/** Its tokens from `start` to before `end`, without what overflows. */
export function sliceSequence(sequence: TokenSequence, start: number, end: number): TokenSequence {
  return build((column, width) => column(sequence).slice(start * width, end * width), []);
}

/** One after the other; each piece that overflows one of them is joined with the others, and with their pieces. */
export function joinSequences(sequences: readonly TokenSequence[]): TokenSequence {
  return sequences.length === 1 ? (sequences[0] as TokenSequence) : sequences.reduce(joinTwo, emptySequence);
}

function joinTwo(a: TokenSequence, b: TokenSequence): TokenSequence {
  const overflowing = [
    ...a.overflowing.flatMap((piece) => [concatenate(piece, b, []), ...b.overflowing.map((other) => concatenate(piece, other, []))]),
    ...b.overflowing.map((other) => concatenate(a, other, [])),
  ];
  return concatenate(a, b, overflowing);
}

function concatenate(a: TokenSequence, b: TokenSequence, overflowing: readonly TokenSequence[]): TokenSequence {
  return build(<T>(column: (s: TokenSequence) => readonly T[]) => ([] as T[]).concat(column(a), column(b)), overflowing);
}

export const emptySequence: TokenSequence = build(() => [], []);

/** Tokens that stand in no text: what a post-processor or padding puts there. */
export function addedSequence(ids: readonly number[], tokens: readonly string[], typeId: number, attention: 0 | 1 = 1): TokenSequence {
  const all = <T>(value: T): T[] => new Array<T>(ids.length).fill(value);
  return {
    ids,
    tokens,
    offsets: new Array<number>(2 * ids.length).fill(0),
    typeIds: all(typeId),
    specialTokensMask: all(1),
    attentionMask: all(attention),
    sequenceIds: all(-1),
    wordIds: all(-1),
    overflowing: [],
  };
}
