import type { ComponentSpec } from '../normalizers/normalizer.ts';
import type { AlignedText } from '../text/aligned-text.ts';

/** Cuts a text into the pieces that the model sees one by one. */
export interface PreTokenizer {
  /** As it stands in a `tokenizer.json`. */
  readonly spec: ComponentSpec;
  /** Never gives an empty piece. */
  split(text: AlignedText): AlignedText[];
}
