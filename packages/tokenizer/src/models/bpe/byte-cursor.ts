import { unitsAt, utf8Length } from '../../text/utf8.ts';

/** Finds the characters of a text at which bytes of its UTF-8 stand; asked for bytes from first to last. */
export class ByteCursor {
  readonly #text: string;
  #unit = 0;
  #byte = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the character starts (UTF-16) that holds byte `byte`. */
  startOf(byte: number): number {
    while (this.#unit < this.#text.length) {
      const next = this.#unit + unitsAt(this.#text, this.#unit);
      const bytes = utf8Length(this.#text, this.#unit, next);
      if (this.#byte + bytes > byte) break;
      this.#byte += bytes;
      this.#unit = next;
    }
    return this.#unit;
  }

  /** Where the character ends that holds byte `byte`. */
  endOf(byte: number): number {
    const start = this.startOf(byte);
    return Math.min(start + unitsAt(this.#text, start), this.#text.length);
  }
}
