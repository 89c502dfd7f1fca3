import { add, logSoftmax, mul, slice, sub, tidy } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import type { NextTokenModel, Read } from './next-token-model.ts';

/** How a model is guided. */
export interface GuidanceOptions {
  /** 1 = not at all; more follows the prompt more closely. */
  readonly scale: number;
  /** What it moves away from; left out: the last token of each prompt alone, as if there were no prompt. */
  readonly negative?: readonly number[] | undefined;
}

/** States of the texts after their prompts, and after the negative ones. (A type, so that `tidy` takes it for a container of tensors.) */
export type GuidedState<State extends object> = {
  readonly both: State;
  /** How many texts there are: half of the rows. */
  readonly texts: number;
};

/**
 * Classifier-free guidance: a model that reads each text twice, after its prompt and after a negative one, and moves from what it would write
 * after the latter towards what it would write after the former, and beyond.
 *
 * Sanchez et al. 2023, "Stay on topic with Classifier-Free Guidance", arXiv:2306.17806, eq. 6:
 * log p = log p(w | negative) + scale (log p(w | prompt) - log p(w | negative)). Twice the work, and twice the state.
 */
export function guidedModel<State extends object>(model: NextTokenModel<State>, { scale, negative = [] }: GuidanceOptions): NextTokenModel<GuidedState<State>> {
  // Prompts first, negative prompts after them, in the same order: [2B, ...] -> [B, ...]
  const guided = ({ logits, hidden, state: both }: Read<State>): Read<GuidedState<State>> => {
    const texts = logits.shape[0] / 2;
    const half = (x: Tensor, from: number): Tensor => slice(x, [from, 0, 0], [texts, -1, -1]);
    const scores = tidy(() => {
      const [conditional, unconditional] = [0, texts].map((from) => logSoftmax(half(logits, from))) as [Tensor, Tensor];
      return add(unconditional, mul(sub(conditional, unconditional), scale)); // eq. 6
    });
    return { logits: scores, hidden: half(hidden, 0), state: { both, texts } };
  };
  return {
    vocabulary: model.vocabulary,
    // A negative prompt may be the longer one.
    context: model.context - negative.length,
    start: (prompts, { capacity }) => guided(model.start([...prompts, ...prompts.map((ids) => (negative.length > 0 ? negative : ids.slice(-1)))], { capacity: capacity + negative.length })),
    next: ({ both }, ids) => guided(model.next(both, [...ids, ...ids])),
    select: ({ both, texts }, rows) => ({ both: model.select(both, [...rows, ...rows.map((row) => row + texts)]), texts: rows.length }),
    rewind: ({ both, texts }, count) => ({ both: model.rewind(both, count), texts }),
    dispose: ({ both }) => { model.dispose(both); },
  };
}
