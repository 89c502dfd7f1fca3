import type { Rows } from '../abi/signature.ts';

/** Where numbers stand, not what they are. Views are made without these: see `tensors/`. */
export const shapeRows = {
  cat: 'aten::cat Li T',
  /** memory format */
  contiguous: 'aten::contiguous Tm T',
  diagEmbed: 'aten::diag_embed Tiii T',
  flip: 'aten::flip TI T',
  /** before and after of each axis from the last on, mode, value */
  pad: 'aten::pad TIsg T',
  repeat: 'aten::repeat TI T',
  reshape: 'aten::reshape TI T',
} as const satisfies Rows;
