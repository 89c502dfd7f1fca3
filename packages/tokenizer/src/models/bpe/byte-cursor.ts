import { utf8Length } from './spelling.ts';

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
      const code = this.#text.codePointAt(this.#unit)!;
      if (this.#byte + utf8Length(code) > byte) break;
      this.#byte += utf8Length(code);
      this.#unit += code > 0xffff ? 2 : 1;
    }
    return this.#unit;
  }

  /** Where the character ends that holds byte `byte`. */
  endOf(byte: number): number {
    const start = this.startOf(byte);
    return Math.min(start + (this.#text.codePointAt(start)! > 0xffff ? 2 : 1), this.#text.length);
  }
}
