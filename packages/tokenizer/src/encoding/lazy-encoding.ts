import { unitsAt, utf8Offsets } from '../text/utf8.ts';
import type { Encoding, Offset } from './encoding.ts';
import type { TokenSequence } from './token-sequence.ts';

/** Gives the ids at once, and works out the rest when it is asked for: most uses need ids only, and of long texts. */
export class LazyEncoding implements Encoding {
  readonly ids: readonly number[];
  readonly #texts: readonly string[];
  readonly #sequence: () => TokenSequence;
  readonly #overflowing: () => readonly TokenSequence[];

  /** texts: those that were encoded, one or two. */
  constructor(ids: readonly number[], texts: readonly string[], sequence: () => TokenSequence, overflowing: () => readonly TokenSequence[]) {
    this.ids = ids;
    this.#texts = texts;
    this.#sequence = once(sequence);
    this.#overflowing = overflowing;
  }

  get tokens(): readonly string[] {
    return this.#sequence().tokens;
  }

  get typeIds(): readonly number[] {
    return this.#sequence().typeIds;
  }

  get specialTokensMask(): readonly number[] {
    return this.#sequence().specialTokensMask;
  }

  get attentionMask(): readonly number[] {
    return this.#sequence().attentionMask;
  }

  get offsets(): readonly Offset[] {
    return this.#offsets();
  }

  get byteOffsets(): readonly Offset[] {
    return this.#byteOffsets();
  }

  get sequenceIds(): readonly (0 | 1 | null)[] {
    return this.#sequenceIds();
  }

  get wordIds(): readonly (number | null)[] {
    return this.#wordIds();
  }

  get overflowing(): readonly Encoding[] {
    return this.#pieces();
  }

  readonly #offsets = once(() => {
    const { offsets, sequenceIds } = this.#sequence();
    return sequenceIds.map((of, i) => wholeCharacters(this.#texts[of] ?? '', offsets[2 * i] as number, offsets[2 * i + 1] as number));
  });
  readonly #byteOffsets = once(() => {
    const { sequenceIds } = this.#sequence();
    const counters = this.#texts.map(utf8Offsets);
    return this.offsets.map((offset, i) => offset.map((index) => counters[sequenceIds[i] as number]?.(index) ?? 0) as unknown as Offset);
  });
  readonly #sequenceIds = once(() => orNull(this.#sequence().sequenceIds) as (0 | 1 | null)[]);
  readonly #wordIds = once(() => orNull(this.#sequence().wordIds));
  readonly #pieces = once(() => this.#overflowing().map((piece) => new LazyEncoding(piece.ids, this.#texts, () => piece, () => [])));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Post-processors trim offsets by units. Where a space was put before a character of two, that character goes as a whole. */
function wholeCharacters(text: string, start: number, end: number): Offset {
  const isWithin = (index: number): boolean => index > 0 && unitsAt(text, index - 1) === 2;
  const first = isWithin(start) ? start + 1 : start;
  return [first, Math.max(first, isWithin(end) ? end - 1 : end)];
}

const orNull = (numbers: readonly number[]): (number | null)[] => numbers.map((number) => (number < 0 ? null : number));
