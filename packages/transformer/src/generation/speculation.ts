/*
 * Which tokens that a draft model guessed stay, and what stands instead of the first that doesn't, so that what is written has the target
 * model's distribution whatever the draft's is.
 *
 * Leviathan, Kalman, Matias 2023, "Fast Inference from Transformers via Speculative Decoding", arXiv:2211.17192, Algorithm 1.
 */

/** Probabilities of all ids. */
export type Distribution = Float64Array;

/**
 * Whether a guessed id x stays: with probability min(1, p(x) / q(x)). Leviathan et al. 2023, arXiv:2211.17192, Algorithm 1.
 *
 * @param target p, the model's own
 * @param draft q, what x was drawn from
 * @param uniform in [0, 1)
 */
export function isAccepted(id: number, target: Distribution, draft: Distribution, uniform: number): boolean {
  return uniform * draft[id]! < target[id]!;
}

/** What the id instead of the first guess that doesn't stay is drawn from: norm(max(0, p - q)). Algorithm 1. */
export function residual(target: Distribution, draft: Distribution): Distribution {
  const rest = target.map((p, id) => Math.max(0, p - draft[id]!));
  const total = rest.reduce((sum, p) => sum + p, 0);
  // Where rounding leaves nothing, both are the same.
  return total > 0 ? rest.map((p) => p / total) : target;
}
