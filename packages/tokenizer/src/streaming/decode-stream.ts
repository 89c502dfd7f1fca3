/** Turns ids into text while they come. */
export interface DecodeStream {
  /**
   * The text that is certain now, whatever comes next: '' while a character is incomplete.
   *
   * @throws TokenizerError `TOKEN_UNKNOWN` for an id outside of the vocabulary
   */
  push(id: number): string;
  /** The rest. All that was given, joined, is what `decode` gives for all ids together. */
  end(): string;
}
