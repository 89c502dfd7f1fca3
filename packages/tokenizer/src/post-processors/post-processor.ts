import type { ComponentSpec } from '../normalizers/normalizer.ts';
import type { TokenSequence } from '../encoding/token-sequence.ts';

/** Puts what a model expects around one text or two: `[CLS] a [SEP] b [SEP]`. */
export interface PostProcessor {
  /** As it stands in a `tokenizer.json`. */
  readonly spec: ComponentSpec;
  /** How many tokens it adds. */
  added(isPair: boolean): number;
  /** sequences: one or two, already truncated. What it gives is joined in its order. */
  process(sequences: readonly TokenSequence[], addSpecialTokens: boolean): readonly TokenSequence[];
}
