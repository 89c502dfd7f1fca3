/** Tokens that a model appends: parallel lists, so that nothing is allocated for a token. */
export class TokenList {
  readonly ids: number[] = [];
  /** Where a token starts in the piece that the model was given, UTF-16. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** Where a token's text is not the vocabulary's: what Unigram calls unknown keeps its own. */
  readonly texts = new Map<number, string>();

  get length(): number {
    return this.ids.length;
  }

  /** Appends a token that stands at [start, end) of the piece; `text` where it is not the vocabulary's. */
  push(id: number, start: number, end: number, text?: string): void {
    if (text !== undefined) this.texts.set(this.ids.length, text);
    this.ids.push(id);
    this.starts.push(start);
    this.ends.push(end);
  }

  /** Drops the tokens from `length` on. */
  truncate(length: number): void {
    for (let i = length; this.texts.size > 0 && i < this.length; i++) this.texts.delete(i);
    this.ids.length = this.starts.length = this.ends.length = length;
  }
}
