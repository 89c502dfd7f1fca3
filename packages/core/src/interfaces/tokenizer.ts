/** A text as ids, and what a host shows of it if a tokenizer tells. */
export interface TokenizerEncoding {
  /** Each in [0, vocabularySize). */
  readonly ids: readonly number[];
  /** How the vocabulary spells each. */
  readonly tokens?: readonly string[] | undefined;
  /** The stretch of the text that each stands for, in UTF-16 indices; [0, 0] for one that stands for none. */
  readonly offsets?: readonly (readonly [start: number, end: number])[] | undefined;
}

/** Ids to text while they come: never half a character, and joined what `decode` gives. */
export interface TokenizerStream {
  /** What can be said so far, after one more id; often ''. */
  push(id: number): string;
  /** What is left. */
  end(): string;
}

/** Text to ids and back. */
export interface Tokenizer {
  /** The ids of a text. */
  encode(text: string): TokenizerEncoding;
  /** The text of ids. */
  decode(ids: readonly number[]): string;
  /** As {@link Tokenizer.decode}, for ids that come one by one. */
  decodeStream?(): TokenizerStream;
  readonly vocabularySize: number;
}
