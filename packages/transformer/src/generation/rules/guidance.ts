import type { Row } from './rule.ts';

/**
 * Classifier-free guidance, in place: unconditional + scale (conditional - unconditional). Of log-probabilities it is Sanchez et al. 2023,
 * arXiv:2306.17806, eq. 6.
 */
export function guide(conditional: Row, unconditional: Row, scale: number): void {
  for (let id = 0; id < conditional.length; id++) {
    const difference = conditional[id]! - unconditional[id]!;
    if (Number.isFinite(difference)) conditional[id] = unconditional[id]! + scale * difference; // what is removed stays so
  }
}
