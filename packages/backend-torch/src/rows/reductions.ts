import type { Rows } from '../abi/signature.ts';

/** Many numbers to one, along axes. Axes, whether they stay with length 1, the type of the result. */
export const reductionRows = {
  all: 'aten::all.dims TJb T',
  amax: 'aten::amax TIb T',
  amin: 'aten::amin TIb T',
  any: 'aten::any.dims TJb T',
  argmax: 'aten::argmax Tnb T',
  argmin: 'aten::argmin Tnb T',
  mean: 'aten::mean.dim TJbe T',
  prod: 'aten::prod.dim_int Tibe T',
  sum: 'aten::sum.dim_IntList TJbe T',

  cumprod: 'aten::cumprod Tie T',
  cumsum: 'aten::cumsum Tie T',
  logSoftmax: 'aten::log_softmax.int Tie T',
  softmax: 'aten::softmax.int Tie T',
} as const satisfies Rows;
