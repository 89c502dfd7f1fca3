import type { Tensor } from '@figment/core';
import { add, mean, square, sub } from '@figment/core/ops';
import { foldIn, type Key, split } from '@figment/core/random';

import { flipAndShift } from '../augmentation/flip-and-shift.ts';
import type { Discriminator } from '../networks/discriminator.ts';
import type { Pass } from '../networks/pass.ts';

/** Pictures as they were seen, and what was thought of them. */
export interface Seen {
  readonly seen: Tensor;
  readonly labels: Tensor | undefined;
  readonly logits: Tensor;
}

/**
 * E[(D(x) - D(T(x)))^2], T mirroring and moving a little, summed over real and made pictures. Consistency regularisation (Zhang et al.
 * 2020, arXiv:1910.12027), balanced (Zhao et al. 2021, arXiv:2002.04724, algorithm 1).
 */
export function consistencyPenalty(discriminator: Discriminator, both: readonly Seen[], { key, pass }: { readonly key: Key; readonly pass: Pass }): Tensor {
  let current = pass;
  return both
    .map(({ seen, labels, logits }, i) => {
      const [forChange, forJudging] = split(foldIn(key, i), 2);
      current = current.then(forJudging);
      return mean(square(sub(logits, discriminator.judge(flipAndShift(seen, forChange), labels, current).logits)));
    })
    .reduce((a, b) => add(a, b));
}
