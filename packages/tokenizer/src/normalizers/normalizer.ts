import type { AlignedText } from '../text/aligned-text.ts';

/** Rewrites a text before it is cut. */
export interface Normalizer {
  /** As it stands in a `tokenizer.json`. */
  readonly spec: ComponentSpec;
  /** The same object where nothing changes. */
  normalize(text: AlignedText): AlignedText;
}

/** A normalizer, pre-tokenizer, post-processor or decoder as it stands in a `tokenizer.json`. */
export interface ComponentSpec {
  readonly type: string;
  readonly [field: string]: unknown;
}
