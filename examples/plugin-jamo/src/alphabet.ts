import { FigmentError } from '@figment/core';

import { letterCount, letterText } from './hangul.ts';

/** Every byte and every letter has an id, so that nothing is unknown. */
export const fixedCount = 256 + letterCount;

/** What an id stands for. */
export type Piece =
  | { readonly kind: 'byte'; readonly byte: number }
  | { readonly kind: 'letter'; readonly letter: number }
  | { readonly kind: 'character'; readonly character: string };

/** Ids and what they stand for: 256 bytes, 67 letters of Hangul, and the characters that were learnt. */
export class Alphabet {
  readonly characters: readonly string[];
  readonly #ids: ReadonlyMap<string, number>;

  constructor(characters: readonly string[]) {
    this.characters = characters;
    this.#ids = new Map(characters.map((character, i) => [character, fixedCount + i]));
  }

  get size(): number {
    return fixedCount + this.characters.length;
  }

  /** The id of a character that was learnt. */
  id(character: string): number | undefined {
    return this.#ids.get(character);
  }

  /** @throws FigmentError `INPUT_INVALID` for an id that it does not have */
  piece(id: number): Piece {
    if (!Number.isInteger(id) || id < 0 || id >= this.size) throw new FigmentError('INPUT_INVALID', `an id must be a whole number from 0 to ${this.size - 1}, got ${id}.`);
    if (id < 256) return { kind: 'byte', byte: id };
    if (id < fixedCount) return { kind: 'letter', letter: id - 256 };
    return { kind: 'character', character: this.characters[id - fixedCount]! };
  }

  /** For people. */
  name(id: number): string {
    const piece = this.piece(id);
    if (piece.kind === 'byte') return `<0x${piece.byte.toString(16).toUpperCase().padStart(2, '0')}>`;
    return piece.kind === 'letter' ? letterText(piece.letter) : piece.character;
  }
}
