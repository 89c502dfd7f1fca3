import type { Rows } from '../abi/signature.ts';

/** Operations that put elements into another order where a view won't do. */
export const layoutRows = {
  contiguous: 'aten::contiguous Tm T',
  reshape: 'aten::reshape TI T',
} as const satisfies Rows;
