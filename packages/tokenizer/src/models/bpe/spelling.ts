import { utf8Length } from '../../text/utf8.ts';
import type { Vocabulary } from '../../vocabulary/vocabulary.ts';
import { byteSpelling } from '../byte-tokens.ts';
import { known } from '../word-level.ts';

/** How a piece becomes the symbols that are merged. */
export interface SpellingOptions {
  /** The token of characters that the vocabulary lacks. Without one they are left out. */
  readonly unknown?: string | undefined;
  /** Whether neighbouring unknown characters are one token (false). */
  readonly fuseUnknown?: boolean | undefined;
  /** Whether characters that the vocabulary lacks are spelled in byte tokens, `<0x00>` to `<0xFF>` (false). */
  readonly byteFallback?: boolean | undefined;
  /** What all symbols but the first of a piece start with: `##`. */
  readonly continuingSubwordPrefix?: string | undefined;
  /** What the last symbol of a piece ends with: `</w>`. */
  readonly endOfWordSuffix?: string | undefined;
}

/** The symbols of a piece, one for each character where the vocabulary has it. */
export class Spelling {
  ids = new Int32Array(256);
  /** Where each symbol ends, in bytes of the piece's UTF-8 as far as symbols stand for it. */
  ends = new Int32Array(256);
  count = 0;
  readonly #vocabulary: Vocabulary;
  readonly #options: SpellingOptions;
  readonly #bytes: ((text: string) => readonly number[] | undefined) | undefined;
  readonly #unknownId: number | undefined;
  /** Ids of characters in the middle of a piece, by code point; -1 for those that the vocabulary lacks. */
  readonly #known = new Map<number, number>();

  constructor(vocabulary: Vocabulary, options: SpellingOptions) {
    this.#vocabulary = vocabulary;
    this.#options = options;
    this.#bytes = options.byteFallback === true ? byteSpelling(vocabulary) : undefined;
    this.#unknownId = options.unknown === undefined ? undefined : vocabulary.id(options.unknown);
  }

  /** Spells `piece`; TokenizerError `TOKEN_UNKNOWN` where it can't, because the vocabulary lacks the token for unknown characters. */
  read(piece: string): void {
    const { unknown, fuseUnknown, continuingSubwordPrefix = '', endOfWordSuffix = '' } = this.#options;
    const affixed = continuingSubwordPrefix !== '' || endOfWordSuffix !== '';
    this.count = 0;
    let unknownBytes = 0;
    for (let at = 0; at < piece.length; ) {
      const code = piece.codePointAt(at)!;
      const start = at;
      at += code > 0xffff ? 2 : 1;
      let symbol = '', id: number;
      if (affixed) {
        symbol = `${start > 0 ? continuingSubwordPrefix : ''}${String.fromCodePoint(code)}${at === piece.length ? endOfWordSuffix : ''}`;
        id = this.#vocabulary.id(symbol) ?? -1;
      } else {
        id = this.#idOf(code);
      }
      if (id >= 0) {
        if (unknownBytes > 0) this.#push(this.#unknownId!, unknownBytes);
        unknownBytes = 0;
        this.#push(id, utf8Length(piece, start, at));
        continue;
      }
      const bytes = this.#bytes?.(symbol || String.fromCodePoint(code));
      if (bytes !== undefined) {
        for (const byte of bytes) this.#push(byte, 1);
      } else if (unknown !== undefined) {
        const unknownId = known(this.#unknownId, unknown, symbol || String.fromCodePoint(code));
        if (unknownBytes > 0 && fuseUnknown !== true) {
          this.#push(unknownId, unknownBytes);
          unknownBytes = 0;
        }
        unknownBytes += utf8Length(piece, start, at);
      }
    }
    if (unknownBytes > 0) this.#push(this.#unknownId!, unknownBytes);
  }

  #idOf(code: number): number {
    let id = this.#known.get(code);
    if (id === undefined) this.#known.set(code, (id = this.#vocabulary.id(String.fromCodePoint(code)) ?? -1));
    return id;
  }

  #push(id: number, bytes: number): void {
    if (this.count === this.ids.length) {
      for (const field of ['ids', 'ends'] as const) {
        const larger = new Int32Array(2 * this.count);
        larger.set(this[field]);
        this[field] = larger;
      }
    }
    this.ids[this.count] = id;
    this.ends[this.count] = (this.ends[this.count - 1] ?? 0) + bytes;
    this.count++;
  }
}
