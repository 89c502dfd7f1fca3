import { toWellFormed } from './utf8.ts';

/** A text, and where in the original each of its UTF-16 units comes from. A character's units all know its first and its last one's place. */
export class AlignedText {
  readonly text: string;
  readonly #starts: ArrayLike<number> | undefined;
  readonly #ends: ArrayLike<number> | undefined;
  /** Where the text starts: in the lists, or in the original where there are none. */
  readonly #base: number;

  /**
   * `starts[base + i]`, `ends[base + i]`: the stretch of the original that unit i of `text` stands for. Without them, it stands for the one unit at
   * `base + i`.
   */
  constructor(text: string, base: number, starts?: ArrayLike<number>, ends?: ArrayLike<number>) {
    this.text = text;
    this.#base = base;
    this.#starts = starts;
    this.#ends = ends;
  }

  /** Lone surrogates are read as U+FFFD. */
  static of(original: string): AlignedText {
    return new AlignedText(toWellFormed(original), 0);
  }

  get length(): number {
    return this.text.length;
  }

  /** Whether it stands for a stretch of the original unit for unit, so that its offsets are those of the original plus a constant. */
  get isOneToOne(): boolean {
    return this.#starts === undefined;
  }

  /** A stretch of it, which knows as well where it comes from. */
  slice(start: number, end: number): AlignedText {
    return new AlignedText(this.text.slice(start, end), this.#base + start, this.#starts, this.#ends);
  }

  /** Another text whose units come from the same places, one by one. */
  withText(text: string): AlignedText {
    return text === this.text ? this : new AlignedText(text, this.#base, this.#starts, this.#ends);
  }

  /** Where unit `i` comes from. */
  startOf(i: number): number {
    return this.#starts?.[this.#base + i] ?? this.#base + i;
  }

  /** Where what unit `i` comes from ends. */
  endOf(i: number): number {
    return this.#ends?.[this.#base + i] ?? this.#base + i + 1;
  }

  /** The stretch of the original that [start, end) of `text` comes from; start < end. */
  originalRange(start: number, end: number): readonly [start: number, end: number] {
    return [this.startOf(start), this.endOf(end - 1)];
  }
}
