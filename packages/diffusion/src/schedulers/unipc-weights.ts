import type { NoiseLevel } from '../noise/process.ts';

/** What x, the predictions m_0, m_1, ... and (to correct) that at the step's end are multiplied by. */
export interface UniWeights {
  readonly x: number;
  readonly outputs: readonly number[];
  readonly ahead: number;
}

/** A step of UniPC. */
export interface UniStep {
  readonly from: NoiseLevel;
  readonly to: NoiseLevel;
  /** Of the step's end, then of m_0, m_1, ...: as many as its order. */
  readonly lambdas: readonly number[];
  /** Predictions are of the clean sample, else of the noise. */
  readonly overClean: boolean;
  readonly solverType: 'bh1' | 'bh2';
  /** UniC, which knows the prediction at the step's end; else UniP. */
  readonly corrects: boolean;
}

/**
 * The weights of UniP-p and UniC-p (Zhao et al. 2023, arXiv:2302.04867, eq. 3 and 8): x is moved as by the first order, and by
 * B(h) sum_k a_k D_k with D_k = (m_k - m_0) / r_k, where a solves R_p(h) a B(h) = phi_p(h), so that the order is p (theorem 3.1).
 */
export function uniWeights({ from, to, lambdas: [end, ...known], overClean, solverType, corrects }: UniStep): UniWeights {
  const order = known.length;
  const h = end! - known[0]!;
  const signed = overClean ? -h : h;
  const growth = Math.expm1(signed);
  const scale = overClean ? to.alpha : to.sigma;
  const ratios = [...known.slice(1).map((lambda) => (lambda - known[0]!) / h), 1];
  const bh = solverType === 'bh1' ? signed : growth;
  const used = corrects ? order : order - 1;
  const residual = -scale * bh;
  const parts = coefficients(ratios, signed, bh, used).map((each) => residual * each);
  const outputs = ratios.slice(0, order - 1).map((ratio, k) => parts[k]! / ratio);
  const ahead = corrects ? parts.at(-1)! : 0;
  const moved = outputs.reduce((sum, each) => sum + each, ahead);
  return { x: overClean ? to.sigma / from.sigma : to.alpha / from.alpha, outputs: [-scale * growth - moved, ...outputs], ahead };
}

/** a of R a = b: row n of R holds r_k^n, b_n is (n + 1)! phi_{n+2}(h) h / B(h); of one or two terms, what the paper fixes (1/2) where it may. */
function coefficients(ratios: readonly number[], h: number, bh: number, used: number): number[] {
  if (used === 0) return [];
  if (used === 1) return [0.5];
  let phi = Math.expm1(h) / h - 1, factorial = 1;
  const b: number[] = [];
  for (let n = 1; n <= used; n++) {
    b.push((phi * factorial) / bh);
    factorial *= n + 1;
    phi = phi / h - 1 / factorial;
  }
  const chosen = ratios.slice(0, used);
  return solve(b.map((_, n) => chosen.map((ratio) => ratio ** n)), b);
}

/** A small system of linear equations, by elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows.slice(k).reduce((best, row, i) => (Math.abs(row[k]!) > Math.abs(rows[best]![k]!) ? k + i : best), k);
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (const row of rows) {
      if (row === rows[k]) continue;
      const factor = row[k]! / rows[k]![k]!;
      row.forEach((value, j) => { row[j] = value - factor * rows[k]![j]!; });
    }
  }
  return rows.map((row, k) => row.at(-1)! / row[k]!);
}
