import { grown } from '../growing-array.ts';
import { AlignedText } from './aligned-text.ts';
import { unitsAt } from './utf8.ts';

/**
 * Writes a text anew from its start to its end and keeps track of where every unit comes from, by the rules of Hugging Face's
 * `NormalizedString::transform`: a character that takes another's place takes its origin; one that is put in takes that of the character
 * before it in the old text.
 */
export class Rewriting {
  readonly #source: AlignedText;
  #starts: Int32Array = new Int32Array(0);
  #ends: Int32Array = new Int32Array(0);
  #text = '';
  /** How far the old text is read. */
  #at = 0;

  constructor(source: AlignedText) {
    this.#source = source;
  }

  /** Leaves the old text as it is up to unit `end`. */
  copyTo(end: number): void {
    const source = this.#source;
    const from = this.#extend(source.text.slice(this.#at, end)) - this.#at;
    for (; this.#at < end; this.#at++) {
      this.#starts[from + this.#at] = source.startOf(this.#at);
      this.#ends[from + this.#at] = source.endOf(this.#at);
    }
  }

  /** Puts `text` in the place of the old text up to unit `end`, whose last character it comes from. */
  replaceTo(end: number, text: string): void {
    this.#at = end;
    const source = this.#source;
    const before = end > 1 && unitsAt(source.text, end - 2) === 2 ? end - 2 : end - 1;
    // What stands before the first character comes from no stretch at all.
    this.#write(text, source.startOf(Math.max(before, 0)), end === 0 ? source.startOf(0) : source.endOf(end - 1));
  }

  /**
   * One step of a transformation: `change` is 1 for a character that is put in; 0 for one in the place of the next old one; -n for one in the
   * place of the next old one, the n after which are left out.
   */
  push(character: string, change: number): void {
    const source = this.#source;
    const end = this.#next(this.#at);
    if (change > 0 || end === this.#at) {
      this.replaceTo(this.#at, character);
      return;
    }
    this.#write(character, source.startOf(this.#at), source.endOf(end - 1));
    this.#at = end;
    for (; change < 0; change++) this.#at = this.#next(this.#at);
  }

  /** Leaves the rest of the old text as it is. Gives the old text itself when nothing was done to it. */
  finish(): AlignedText {
    if (this.#at === 0 && this.#text === '') return this.#source;
    this.copyTo(this.#source.length);
    return new AlignedText(this.#text, 0, this.#starts, this.#ends);
  }

  #next(at: number): number {
    return Math.min(at + unitsAt(this.#source.text, at), this.#source.length);
  }

  #write(text: string, start: number, end: number): void {
    const from = this.#extend(text);
    for (let i = from; i < this.#text.length; i++) {
      this.#starts[i] = start;
      this.#ends[i] = end;
    }
  }

  /** Appends to the text; gives where that begins. */
  #extend(text: string): number {
    const from = this.#text.length;
    this.#text += text;
    if (this.#text.length > this.#starts.length) {
      // What is written is seldom much longer than what was there.
      const room = Math.max(this.#source.length + 16, this.#text.length * 2);
      this.#starts = grown(this.#starts, room);
      this.#ends = grown(this.#ends, room);
    }
    return from;
  }
}
