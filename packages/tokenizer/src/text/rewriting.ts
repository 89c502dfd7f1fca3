import { AlignedText } from './aligned-text.ts';
import { isHighSurrogate, isLowSurrogate, unitsAt } from './utf8.ts';

/**
 * Writes a text anew from its start to its end and keeps track of where every unit comes from, by the rules of Hugging Face's
 * `NormalizedString::transform`: a character that takes another's place takes its origin; one that is put in takes that of the character
 * before it in the old text.
 */
export class Rewriting {
  readonly #source: AlignedText;
  #text = '';
  #starts: Int32Array = new Int32Array(0);
  #ends: Int32Array = new Int32Array(0);
  /** How far the old text is read. */
  #at = 0;

  constructor(source: AlignedText) {
    this.#source = source;
  }

  /** Leaves the old text as it is up to unit `end`. */
  copyTo(end: number): void {
    if (this.#at >= end) return;
    const source = this.#source;
    let length = this.#text.length;
    this.#reserve(length + end - this.#at);
    for (let i = this.#at; i < end; i++, length++) {
      this.#starts[length] = source.startOf(i);
      this.#ends[length] = source.endOf(i);
    }
    this.#text += source.text.slice(this.#at, end);
    this.#at = end;
  }

  /** Puts `text` in the place of the old text up to unit `end`, whose last character it comes from. */
  replaceTo(end: number, text: string): void {
    this.#at = end;
    this.insert(text);
  }

  /** Puts `text` in, which comes from the last character that was read. */
  insert(text: string): void {
    if (text === '') return;
    const source = this.#source;
    let start = source.length === 0 ? 0 : source.startOf(0);
    let end = start;
    if (this.#at > 0) {
      start = source.startOf(this.#startBefore(this.#at));
      end = source.endOf(this.#at - 1);
    }
    this.#write(text, start, end);
  }

  /**
   * One step of a transformation: `change` is 1 for a character that is put in; 0 for one in the place of the next old one; -n for one in the
   * place of the next old one, the n after which are left out.
   */
  push(character: string, change: number): void {
    if (change > 0) {
      this.insert(character);
      return;
    }
    const source = this.#source;
    const at = this.#at;
    if (at < source.length) {
      const end = at + unitsAt(source.text, at);
      this.#write(character, source.startOf(at), source.endOf(end - 1));
      this.#at = end;
    } else this.insert(character);
    for (let left = change; left < 0 && this.#at < source.length; left++) this.#at += unitsAt(source.text, this.#at);
  }

  /** Leaves the rest of the old text as it is. Gives the old text itself when nothing was done to it. */
  finish(): AlignedText {
    if (this.#at === 0 && this.#text === '') return this.#source;
    this.copyTo(this.#source.length);
    const length = this.#text.length;
    return new AlignedText(this.#text, 0, this.#starts.subarray(0, length), this.#ends.subarray(0, length));
  }

  #startBefore(index: number): number {
    const text = this.#source.text;
    const isPair = index > 1 && isLowSurrogate(text.charCodeAt(index - 1)) && isHighSurrogate(text.charCodeAt(index - 2));
    return index - (isPair ? 2 : 1);
  }

  #write(text: string, start: number, end: number): void {
    const length = this.#text.length;
    const after = length + text.length;
    this.#reserve(after);
    for (let i = length; i < after; i++) {
      this.#starts[i] = start;
      this.#ends[i] = end;
    }
    this.#text += text;
  }

  #reserve(length: number): void {
    if (length <= this.#starts.length) return;
    // What is written is seldom much longer than what was there.
    const room = Math.max(length, this.#starts.length * 2, this.#source.length + 16);
    this.#starts = grown(this.#starts, room);
    this.#ends = grown(this.#ends, room);
  }
}

function grown(values: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length);
  larger.set(values);
  return larger;
}
