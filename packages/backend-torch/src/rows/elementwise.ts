import type { Rows } from '../abi/signature.ts';

/** Operations that compute each element from those at its place. */
export const elementwiseRows = {
  mul: 'aten::mul.Tensor TT T',
} as const satisfies Rows;
