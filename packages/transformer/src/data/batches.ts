import type { Tensor } from '@figment/core';
import type { FieldSpec } from '@figment/core/data';

/** What a target is where there is nothing to learn: `crossEntropy` leaves it out. */
export const IGNORED = -100;

/** What decoders learn from. */
export interface TokenRows {
  /** What is read: int32 [B, T]. */
  readonly ids: Tensor;
  /** What comes next, or {@link IGNORED}: int32 [B, T]. */
  readonly targets: Tensor;
  /** Bytes of text that the targets of each row stand for: float32 [B]. */
  readonly bytes: Tensor;
}

/** Rows of several texts that do not see each other. */
export interface SegmentedRows extends TokenRows {
  /** Number of the text in its row, from 1, 0 for padding: int32 [B, T]. */
  readonly segments: Tensor;
  /** Place in its text: int32 [B, T]. */
  readonly positions: Tensor;
}

/** What encoders learn from. */
export interface EncoderRows {
  /** int32 [B, T], filled up on the right. */
  readonly ids: Tensor;
  /** int32 [B, T]: 1 where a token is. */
  readonly mask: Tensor;
}

/** Texts with hidden words. */
export interface MaskedRows extends EncoderRows {
  /** What was hidden, elsewhere {@link IGNORED}: int32 [B, T]. */
  readonly targets: Tensor;
}

/** What encoder-decoders learn from: teacher forcing. */
export interface TranslationRows extends MaskedRows {
  /** What the decoder reads: int32 [B, U]. `targets` is what comes next, [B, U]. */
  readonly targetIds: Tensor;
}

/** What classifiers learn from. */
export interface LabelledRows extends EncoderRows {
  /** int32 [B], from 0. */
  readonly label: Tensor;
}

/** Texts, and others that mean the same. */
export interface PairedRows extends EncoderRows {
  readonly positiveIds: Tensor;
  readonly positiveMask: Tensor;
}

/** Fields of ids. */
export function tokenFields<const Name extends string>(...names: readonly Name[]): { readonly [Field in Name]: FieldSpec } {
  return Object.fromEntries(names.map((name) => [name, { kind: 'tokens' }])) as { [Field in Name]: FieldSpec };
}
