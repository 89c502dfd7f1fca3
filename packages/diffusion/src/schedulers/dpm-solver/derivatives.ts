import type { StepIntegrals } from './integrals.ts';

/** `midpoint`: the derivative found holds for the whole step; `heun`: it is integrated as the exponential weighs it. */
export type SolverType = 'midpoint' | 'heun';

/**
 * Weights of the predictions m_0 (where the step begins), m_1, m_2 before it, whose differences stand for derivatives.
 *
 * @param lambdas Of the step's end, then of m_0, m_1, m_2.
 */
export function multistepWeights(integrals: StepIntegrals, solverType: SolverType, lambdas: readonly number[]): number[] {
  const { d0, d1, d2 } = integrals;
  const [end, l0, l1, l2] = lambdas as [number, number, ...number[]];
  if (l1 === undefined) return [d0];
  const h = end - l0, r0 = (l0 - l1) / h;
  const first = (solverType === 'midpoint' ? integrals.midpoint : d1) / r0;
  if (l2 === undefined) return [d0 + first, -first];
  // D1_0 = (m0 - m1) / r0, D1_1 = (m1 - m2) / r1, D1 = D1_0 + r0 / (r0 + r1) (D1_0 - D1_1), D2 = (D1_0 - D1_1) / (r0 + r1).
  const r1 = (l1 - l2) / h;
  const bend = (d1 * r0 + d2) / (r0 + r1);
  const [near, far] = [(d1 + bend) / r0, -bend / r1];
  return [d0 + near, far - near, -far];
}

/**
 * Weights of the predictions of one step of several calls: m_0 is the latest, the step begins at the oldest.
 *
 * @param lambdas Of the step's end, then of m_0 to the oldest.
 */
export function singlestepWeights(integrals: StepIntegrals, solverType: SolverType, lambdas: readonly number[]): number[] {
  const { d0, d1, d2 } = integrals;
  const [end, l0, l1, l2] = lambdas as [number, number, ...number[]];
  if (l1 === undefined) return [d0];
  if (l2 === undefined) {
    const first = (solverType === 'midpoint' ? integrals.midpoint : d1) / ((l0 - l1) / (end - l1));
    return [first, d0 - first];
  }
  // D1_0 = (m1 - m2) / r1, D1_1 = (m0 - m2) / r0.
  const h = end - l2, r0 = (l0 - l2) / h, r1 = (l1 - l2) / h;
  if (solverType === 'midpoint') return [d1 / r0, 0, d0 - d1 / r0];
  // D1 = (r0 D1_0 - r1 D1_1) / (r0 - r1), D2 = 2 (D1_1 - D1_0) / (r0 - r1).
  const near = (d1 * r0 - 2 * d2) / (r0 - r1) / r1, far = (2 * d2 - d1 * r1) / (r0 - r1) / r0;
  return [far, near, d0 - near - far];
}
