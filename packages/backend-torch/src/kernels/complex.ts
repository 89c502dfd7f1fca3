import { input, type Kernels } from '@figment/core/backend';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../abi/signature.ts';
import { complexRows } from '../rows/complex.ts';
import { elementwiseRows } from '../rows/elementwise.ts';
import type { Torch } from '../tensors/torch.ts';
import type { TorchBackend } from '../torch-backend.ts';
import { convertWith } from './elementwise/convert.ts';

/** Complex numbers, their parts, and Fourier transforms. */
export function complexKernels(torch: Torch): Kernels<TorchBackend> {
  const { complex, real, imag, fft, ifft } = torch.rows(complexRows);
  const { abs } = torch.rows(elementwiseRows);
  const convert = convertWith(torch);

  /** A part of complex numbers, seen where it lies; of real ones the number itself. */
  const part = (see: (x: Handle) => Handle): Kernels<TorchBackend>[string] => (call): TensorInfo => {
    const x = input(call, 'input');
    return torch.output(see(convert(torch.handle(x), x.dtype, 'complex64')), x.shape, 'float32', { of: x });
  };
  /** Along the last axis. */
  const transform = (compute: typeof fft): Kernels<TorchBackend>[string] => (call): TensorInfo => {
    const x = input(call, 'input');
    return torch.output(compute(convert(torch.handle(x), x.dtype, 'complex64'), null, -1), x.shape, 'complex64');
  };
  return {
    Complex: (call) => {
      const [re, im] = [input(call, 'real'), input(call, 'imag')];
      return torch.output(complex(torch.handle(re), torch.handle(im)), re.shape, 'complex64');
    },
    Real: part(real),
    Imag: part(imag),
    ComplexAbs: (call) => {
      const x = input(call, 'x');
      return torch.output(abs(torch.handle(x)), x.shape, 'float32');
    },
    FFT: transform(fft),
    IFFT: transform(ifft),
  };
}
