import type { Rows } from '../abi/signature.ts';

/** Windows over [N, C, ...]: size, stride, padding, (dilation,) round up, (count padding, divisor). */
export const poolingRows = {
  avgPool2d: 'aten::avg_pool2d TIIIbbn T',
  avgPool2dBackward: 'aten::avg_pool2d_backward TTIIIbbn T',
  avgPool3d: 'aten::avg_pool3d TIIIbbn T',
  avgPool3dBackward: 'aten::avg_pool3d_backward TTIIIbbn T',
  maxPool2d: 'aten::max_pool2d_with_indices TIIIIb TT',
  maxPool2dBackward: 'aten::max_pool2d_with_indices_backward TTIIIIbT T',
  maxPool3d: 'aten::max_pool3d_with_indices TIIIIb TT',
  maxPool3dBackward: 'aten::max_pool3d_with_indices_backward TTIIIIbT T',
} as const satisfies Rows;
