import { FigmentError } from '../errors.ts';
import { embedding, matMul, tensor, where } from '../ops/index.ts';
import type { Key } from '../random/index.ts';
import type { Parameter, Tensor } from '../tensor.ts';
import { refuseConfig, requireChannels, requireSizes } from './check.ts';
import { type Initialiser, normalOf } from './initialisers.ts';
import { Module, parameter } from './module.ts';

/** Options of {@link Embedding}. */
export interface EmbeddingOptions {
  /** How many ids there are: 0 to count - 1. */
  readonly count: number;
  readonly width: number;
  /** An id whose row is 0 at first and gets no gradient. */
  readonly paddingId?: number | undefined;
  /** Normal of standard deviation 1, as torch. */
  readonly initialWeight?: Initialiser | undefined;
}

/**
 * A row of numbers for each id.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class Embedding extends Module {
  /** [count, width]. */
  readonly weight: Parameter;
  readonly paddingId: number | undefined;

  constructor(key: Key, { count, width, paddingId, initialWeight = normalOf(1) }: EmbeddingOptions) {
    super();
    requireSizes('Embedding', { count, width });
    if (paddingId !== undefined && !(Number.isSafeInteger(paddingId) && paddingId >= 0 && paddingId < count)) {
      refuseConfig('Embedding.paddingId', `a whole number from 0 to ${count - 1}`, paddingId);
    }
    this.paddingId = paddingId;
    this.weight = parameter(() => {
      const weight = initialWeight(key, [count, width], { in: count, out: width });
      return paddingId === undefined ? weight : where(tensor(Array.from({ length: count }, (_, id) => id !== paddingId), [count, 1], 'bool'), weight, 0);
    });
  }

  /** ids: int32 [...] -> [..., width]. @throws FigmentError `DTYPE_MISMATCH` */
  forward(ids: Tensor): Tensor {
    if (ids.dtype !== 'int32') throw new FigmentError('DTYPE_MISMATCH', `Embedding takes ids of dtype int32, got ${ids.dtype}.`);
    return embedding(this.weight, ids, { paddingId: this.paddingId });
  }

  /**
   * The other way, with the same weights: how well each id's row fits, x W^T. A language model's logits where its embeddings are tied
   * (Press and Wolf 2017, arXiv:1608.05859). x: [..., width] -> [..., count].
   *
   * @throws FigmentError `SHAPE_MISMATCH`
   */
  attend(x: Tensor): Tensor {
    requireChannels('Embedding', x, this.weight.shape[1]!);
    return matMul(x, this.weight, false, true);
  }
}
