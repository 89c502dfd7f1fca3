import { FigmentError, type Tensor } from '@figment/core';
import { Embedding } from '@figment/core/nn';
import type { Key } from '@figment/core/random';

/** A vector for each class. */
export class ClassEmbedding extends Embedding {
  constructor(key: Key, { classes, width }: { readonly classes: number; readonly width: number }) {
    super(key, { count: classes, width });
  }

  /** labels: int32 [B] -> [B, width]. */
  override forward(labels: Tensor | undefined): Tensor {
    return super.forward(requireLabels(labels));
  }
}

/** @throws FigmentError `INPUT_INVALID` */
export function requireLabels(labels: Tensor | undefined): Tensor {
  if (labels === undefined) throw new FigmentError('INPUT_INVALID', 'A network of classes needs labels, int32 [B], got none.');
  return labels;
}
