import { tensor } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

/** Texts as a network takes them. (A type, so that `tidy` takes it for a container of tensors.) */
export type Rows = {
  /** int32 [B, T], filled up on the right. */
  readonly ids: Tensor;
  /** int32 [B, T]: 1 where a token is. */
  readonly mask: Tensor;
};

/** Texts of any lengths side by side. */
export function rowsOf(texts: readonly (readonly number[])[], padding = 0): Rows {
  const length = Math.max(...texts.map((ids) => ids.length));
  const ids = new Int32Array(texts.length * length).fill(padding);
  const mask = new Int32Array(ids.length);
  for (const [row, text] of texts.entries()) {
    ids.set(text, row * length);
    mask.fill(1, row * length, row * length + text.length);
  }
  return { ids: tensor(ids, [texts.length, length], 'int32'), mask: tensor(mask, [texts.length, length], 'int32') };
}
