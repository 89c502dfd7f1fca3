/** One text's tokens on their way through truncation and post-processing: parallel lists. */
export interface TokenSequence {
  readonly ids: number[];
  readonly tokens: string[];
  /** UTF-16, two numbers a token: start, end. */
  readonly offsets: number[];
  readonly typeIds: number[];
  readonly specialTokensMask: number[];
  /** -1: of no text. */
  readonly sequenceIds: number[];
  /** -1: of no word. */
  readonly wordIds: number[];
  readonly overflowing: TokenSequence[];
}
