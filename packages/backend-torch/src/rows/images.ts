import type { Rows } from '../abi/signature.ts';

/** Pictures [N, C, H, W] of another size: [H', W'], (size of the input,) (align corners,) scales. */
export const imageRows = {
  upsampleBilinear: 'aten::upsample_bilinear2d TIb00 T',
  upsampleBilinearBackward: 'aten::upsample_bilinear2d_backward TIIb00 T',
  upsampleNearest: 'aten::upsample_nearest2d TI00 T',
  upsampleNearestBackward: 'aten::upsample_nearest2d_backward TII00 T',
  upsampleNearestExact: 'aten::_upsample_nearest_exact2d TI00 T',
  upsampleNearestExactBackward: 'aten::_upsample_nearest_exact2d_backward TII00 T',
} as const satisfies Rows;
