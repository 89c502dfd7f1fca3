import type { Rows } from '../abi/signature.ts';

/** Numbers picked, put and found by where they stand. */
export const indexingRows = {
  /** gradient, indices, count, padding index, scale by frequency */
  embeddingDenseBackward: 'aten::embedding_dense_backward TTiib T',
  /** axis, indices, sparse gradient */
  gather: 'aten::gather TiTb T',
  indexSelect: 'aten::index_select TiT T',
  scatter: 'aten::scatter.src TiTT T',
  scatterAdd: 'aten::scatter_add TiTT T',
  /** int32 result, right side, side, sorter */
  searchsorted: 'aten::searchsorted.Tensor TTbb00 T',
  /** count, axis, largest, sorted */
  topk: 'aten::topk Tiibb TT',
} as const satisfies Rows;
