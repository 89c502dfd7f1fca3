import type { Rows } from '../abi/signature.ts';

/** Complex numbers. */
export const complexRows = {
  complex: 'aten::complex TT T',
  /** length, axis, norm */
  fft: 'aten::fft_fft Tni0 T',
  ifft: 'aten::fft_ifft Tni0 T',
  imag: 'aten::imag T T',
  real: 'aten::real T T',
} as const satisfies Rows;
