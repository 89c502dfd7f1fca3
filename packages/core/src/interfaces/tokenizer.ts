/** Text to ids and back. */
export interface Tokenizer {
  encode(text: string): { ids: readonly number[] };
  decode(ids: readonly number[]): string;
  readonly vocabularySize: number;
}
