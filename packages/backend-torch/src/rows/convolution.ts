import type { Rows } from '../abi/signature.ts';

/** Convolutions of x [B, I, ...] with a kernel [O, I / groups, ...]. */
export const convolutionRows = {
  /** bias, stride, padding, dilation, transposed, padding of the output, groups */
  convolution: 'aten::convolution TTtIIIbIi T',
  /** dy, x, kernel, shape of the bias, then as above; which of the gradients of x, kernel and bias are wanted */
  convolutionBackward: 'aten::convolution_backward TTTJIIIbIiB TTT',
} as const satisfies Rows;
