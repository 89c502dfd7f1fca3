import type { ComponentSpec } from '../normalizers/normalizer.ts';

/** Turns tokens back into text. */
export interface Decoder {
  /** As it stands in a `tokenizer.json`. */
  readonly spec: ComponentSpec;
  /** Pieces of text, to be joined. */
  decode(tokens: readonly string[]): string[];
  /** The same while tokens come: all that the stream gives, joined, is what `decode` gives, joined. */
  stream(input?: PieceForm): PieceStream;
}

/** 'pieces': each is whole as it comes; 'chunks': all that comes are parts of one piece. */
export type PieceForm = 'pieces' | 'chunks';

/** A decoder at work. */
export interface PieceStream {
  /** What it gives: a decoder that fuses pieces gives chunks of the one piece that they become. */
  readonly output: PieceForm;
  /** What is certain after one more token. */
  push(piece: string): readonly string[];
  /** What is left. */
  end(): readonly string[];
}
