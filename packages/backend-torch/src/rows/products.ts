import type { Rows } from '../abi/signature.ts';

/** Products of matrices, by the library for linear algebra that torch was built with. */
export const productRows = {
  bmm: 'aten::bmm TT T',
  /** equation, factors, order */
  einsum: 'aten::einsum sL0 T',
  /** x [N, I], weight [O, I], bias [O] -> x weight^T + bias */
  linear: 'aten::linear TTt T',
  matmul: 'aten::matmul TT T',
  mm: 'aten::mm TT T',
} as const satisfies Rows;
