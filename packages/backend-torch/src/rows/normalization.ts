import type { Rows } from '../abi/signature.ts';

/** Normalization by statistics that are given. Norms that compute their own are among the fused rows. */
export const normalizationRows = {
  /** weight, bias, mean, variance, training, momentum, epsilon -> value, and two of no use here */
  batchNorm: 'aten::native_batch_norm Tttttbff TTT',
} as const satisfies Rows;
