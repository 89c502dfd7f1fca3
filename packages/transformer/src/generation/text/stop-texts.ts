/** Holds back what may be the start of a stop text until that is certain; cuts the text where one begins. */
export class StopTexts {
  readonly #stops: readonly string[];
  #held = '';
  /** One was found: no more is told. */
  found = false;

  constructor(stops: readonly string[]) {
    this.#stops = stops;
  }

  /** What can be told after `more`; all of what is held unless a stop is in it if this is the `end`. */
  push(more: string, end = false): string {
    if (this.found) return '';
    const text = this.#held + more;
    const starts = this.#stops.map((stop) => text.indexOf(stop)).filter((start) => start >= 0);
    this.found = starts.length > 0;
    const told = this.found ? Math.min(...starts) : text.length - (end ? 0 : this.#begun(text));
    this.#held = this.found ? '' : text.slice(told);
    return text.slice(0, told);
  }

  /** Length of the longest end of `text` that a stop begins with. */
  #begun(text: string): number {
    const longest = Math.max(0, ...this.#stops.map(({ length }) => length - 1));
    for (let length = Math.min(longest, text.length); length > 0; length--) {
      const end = text.slice(-length);
      if (this.#stops.some((stop) => stop.startsWith(end))) return length;
    }
    return 0;
  }
}
