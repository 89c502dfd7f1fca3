import type { Buffer, Tensor } from '@figment/core';
import { buffer, Module } from '@figment/core/nn';
import { add, divNoNan, embedding, exp, matMul, mul, oneHot, ones, reshape, sub, sum, withoutGradient, zeros } from '@figment/core/ops';

import type { Pass } from '../networks/pass.ts';
import { requireLabels } from './class-embedding.ts';

/** How much of the mean is left after a batch. Karras et al. 2020, arXiv:2006.06676: w_avg_beta. */
const DECAY = 0.998;

/** The mean of all styles, of each class where there are classes: an average over the last batches, without the zeros it began with. */
export class MeanStyle extends Module {
  /** Weighted sum over the past, [classes or 1, styleSize]. */
  readonly total: Buffer;
  /** Sum of the weights, from 0 to 1, [classes or 1, 1]. */
  readonly weight: Buffer;
  readonly #classes: number | undefined;

  constructor({ classes, styleSize }: { readonly classes: number | undefined; readonly styleSize: number }) {
    super();
    this.#classes = classes;
    this.total = buffer(() => zeros([classes ?? 1, styleSize]));
    this.weight = buffer(() => zeros([classes ?? 1, 1]));
  }

  /** styles: [B, styleSize]. A class that has its share of the batch, B / classes, decays once; one that is missing keeps its mean. */
  track(styles: Tensor, labels: Tensor | undefined, pass: Pass): void {
    const { total, weight } = withoutGradient(() => {
      const batch = styles.shape[0];
      const isOf = this.#classes === undefined ? ones([batch, 1]) : oneHot(requireLabels(labels), this.#classes, 1, 0, 'float32'); // [B, K]
      const counts = reshape(sum(isOf, 0), [-1, 1]); // [K, 1]
      const means = divNoNan(matMul(isOf, styles, true), counts); // [K, S]
      const kept = exp(mul(counts, ((this.#classes ?? 1) / batch) * Math.log(DECAY)));
      const arrived = sub(1, kept);
      return { total: add(mul(pass.current(this.total), kept), mul(means, arrived)), weight: add(mul(pass.current(this.weight), kept), arrived) };
    });
    pass.write(this.total, total);
    pass.write(this.weight, weight);
  }

  /** [B, styleSize] for labels, else [1, styleSize]; zeros before the first batch. */
  of(labels: Tensor | undefined): Tensor {
    const means = divNoNan(this.total, this.weight);
    return this.#classes === undefined ? means : embedding(means, requireLabels(labels));
  }
}
