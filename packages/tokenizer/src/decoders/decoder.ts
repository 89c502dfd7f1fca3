import type { ComponentSpec } from '../normalizers/normalizer.ts';

/** Turns tokens back into text. */
export interface Decoder {
  /** As it stands in a `tokenizer.json`. */
  readonly spec: ComponentSpec;
  /** Pieces of text, to be joined. */
  decode(tokens: readonly string[]): string[];
}
