import type { FeedForward} from '@figment/core/nn';
import { allZeros, Linear, Module } from '@figment/core/nn';
import { addN, concat, div, gather, mul, oneHot, reshape, slice, softmax, sum, tidy, topK, upload } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import type { Experts, Tower } from '../architecture/architecture.ts';
import type { InitialWeights } from './initial-weights.ts';
import { feedForwardOf } from './feed-forward.ts';
import { hostValues } from './host-values.ts';

/** How tokens were spread over experts. (A type, so that `tidy` takes it for a container of tensors.) */
export type Routing = {
  /** Tokens that went to each expert: [experts]. */
  readonly counts: Tensor;
  /** The router's probabilities of each, summed over tokens: [experts]. */
  readonly shares: Tensor;
};

/**
 * Sends each token to `perToken` of `count` feed-forward networks: y = sum over the chosen of g_i E_i(x), where g is the router's
 * softmax over all, renormalised over the chosen. Jiang et al. 2024, arXiv:2401.04088, section 2.1; Shazeer et al. 2017, arXiv:1701.06538.
 */
export class MixtureOfExperts extends Module {
  readonly router: Linear;
  readonly experts: readonly FeedForward[];
  readonly perToken: number;

  constructor(key: Key, tower: Tower, { count, perToken }: Experts, initial: InitialWeights) {
    super();
    const [forRouter, forExperts] = split(key, 2);
    this.router = new Linear(forRouter, { in: tower.width, out: count, bias: false, initialWeight: initial.inner, initialBias: allZeros });
    this.experts = split(forExperts, count).map((forExpert) => feedForwardOf(forExpert, tower, initial));
    this.perToken = perToken;
  }

  /** x: [B, T, width] -> same. `counted`: [B T], 1 for tokens and 0 for padding, which routing leaves out. */
  forward(x: Tensor, counted?: Tensor): { output: Tensor; routing: Routing } {
    return tidy(() => {
      const tokens = reshape(x, [-1, x.shape.at(-1) as number]); // [B, T, D] -> [N, D]
      const probabilities = softmax(this.router.forward(tokens)); // [N, E]
      const { values, indices } = topK(probabilities, this.perToken); // [N, K]
      const gates = div(values, sum(values, -1, true));
      const chosen = hostValues(indices);
      const output = chosen === undefined ? this.#byAll(tokens, gates, indices) : this.#byChosen(tokens, gates, chosen);
      return { output: reshape(output, x.shape), routing: routingOf(probabilities, indices, counted) };
    });
  }

  /** Each expert reads the tokens that chose it. chosen: N K of them, by token. */
  #byChosen(tokens: Tensor, gates: Tensor, chosen: ArrayLike<number>): Tensor {
    const [count, width] = tokens.shape as [number, number];
    // Places in `chosen`, those of the first expert first.
    const byExpert = this.experts.map((_, expert) => Array.from({ length: chosen.length }, (_, place) => place).filter((place) => chosen[place] === expert));
    const order = byExpert.flat();
    const rows = gather(tokens, indicesOf(order.map((place) => Math.floor(place / this.perToken)))); // [N K, D], by expert
    let from = 0;
    const outputs: Tensor[] = [];
    for (const [expert, { length }] of byExpert.entries()) {
      if (length > 0) outputs.push((this.experts[expert] as FeedForward).forward(slice(rows, [from, 0], [length, width])));
      from += length;
    }
    const back = new Int32Array(order.length);
    for (const [at, place] of order.entries()) back[place] = at;
    const byToken = reshape(gather(concat(outputs, 0), upload({ data: back, shape: [back.length] })), [count, this.perToken, width]); // -> [N, K, D]
    return sum(mul(byToken, reshape(gates, [count, this.perToken, 1])), 1);
  }

  /** Each expert reads all tokens: where the choice is known to a GPU only. */
  #byAll(tokens: Tensor, gates: Tensor, indices: Tensor): Tensor {
    const spread = sum(mul(oneHot(indices, this.experts.length, 1, 0, 'float32'), reshape(gates, [...gates.shape, 1])), 1); // [N, K, E] -> [N, E]
    return addN(this.experts.map((expert, i) => mul(expert.forward(tokens), slice(spread, [0, i], [-1, 1]))));
  }
}

function routingOf(probabilities: Tensor, indices: Tensor, counted: Tensor | undefined): Routing {
  const hits = sum(oneHot(indices, probabilities.shape[1] as number, 1, 0, 'float32'), 1); // [N, K, E] -> [N, E]
  const weigh = (x: Tensor): Tensor => sum(counted === undefined ? x : mul(x, reshape(counted, [-1, 1])), 0);
  return { counts: weigh(hits), shares: weigh(probabilities) };
}

/**
 * balance * E * sum over experts of (part of tokens that went to it) * (mean probability of it), over all layers: least when all are used
 * alike. Fedus et al. 2021, arXiv:2101.03961, eq. 4. `counted`: as for `forward`; `tokens`: how many of them there are.
 */
export function balanceLoss(routings: readonly Routing[], { balance, count }: Experts, tokens: Tensor | number): Tensor {
  return tidy(() => {
    const [counts, shares] = [addN(routings.map((routing) => routing.counts)), addN(routings.map((routing) => routing.shares))];
    const all = mul(tokens, routings.length);
    return mul(sum(mul(div(counts, all), div(shares, all))), balance * count);
  });
}

const indicesOf = (values: readonly number[]): Tensor => upload({ data: Int32Array.from(values), shape: [values.length] });

