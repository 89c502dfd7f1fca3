import { letterText, placeOf, syllable } from './hangul.ts';
import type { Alphabet, Piece } from './alphabet.ts';

/** A byte order mark is a character like others. */
const utf8 = (): TextDecoder => new TextDecoder('utf-8', { ignoreBOM: true });

/** Ids to text as they come: bytes wait until their character is whole, letters until their syllable is. */
export class DecodeStream {
  readonly #alphabet: Alphabet;
  #bytes = utf8();
  #letters: number[] = [];

  constructor(alphabet: Alphabet) {
    this.#alphabet = alphabet;
  }

  push(id: number): string {
    const piece = this.#alphabet.piece(id);
    const before = piece.kind === 'letter' ? this.#closeBytes() + this.#letter(piece.letter) : this.#closeLetters();
    return before + this.#plain(piece);
  }

  end(): string {
    return this.#closeLetters() + this.#closeBytes();
  }

  #plain(piece: Piece): string {
    if (piece.kind === 'byte') return this.#bytes.decode(Uint8Array.of(piece.byte), { stream: true });
    return piece.kind === 'character' ? this.#closeBytes() + piece.character : '';
  }

  /** A syllable is whole when no letter can join it. */
  #letter(letter: number): string {
    const expected = (['initial', 'medial', 'final'] as const)[this.#letters.length];
    const closed = placeOf(letter) === expected ? '' : this.#closeLetters();
    this.#letters.push(letter);
    const isWhole = this.#letters.length === 3 || (this.#letters.length === 1 && placeOf(letter) !== 'initial');
    return closed + (isWhole ? this.#closeLetters() : '');
  }

  #closeLetters(): string {
    const [initial, medial, final] = this.#letters;
    this.#letters = [];
    if (initial === undefined) return '';
    return medial === undefined ? letterText(initial) : syllable(initial, medial, final);
  }

  #closeBytes(): string {
    const left = this.#bytes.decode();
    this.#bytes = utf8();
    return left;
  }
}
