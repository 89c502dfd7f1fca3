/** Text to ids and back. */
export interface Tokenizer {
  /** The ids of a text, each in [0, vocabularySize). */
  encode(text: string): { ids: readonly number[] };
  /** The text of ids. */
  decode(ids: readonly number[]): string;
  readonly vocabularySize: number;
}
