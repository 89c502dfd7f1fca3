import { FigmentError } from '@figment/core';
import { input, type Kernels } from '@figment/core/backend';
import type { CastAttrs } from '@tensorflow/tfjs-core';

import { complexRows } from '../../rows/complex.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import { hostArrays } from '../../tensors/element-types.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { convertWith } from './convert.ts';

/** Numbers as another type, and the same numbers once more. */
export function castKernels(torch: Torch): Kernels<TorchBackend> {
  const convert = convertWith(torch);
  const real = torch.row(complexRows.real);
  const nanToNum = torch.row(elementwiseRows.nanToNum);
  return {
    Identity: (call) => torch.share(input(call, 'x')),
    Cast: (call) => {
      const x = input(call, 'x');
      const { dtype } = attributes<CastAttrs>(call);
      if (dtype === x.dtype) return torch.share(x);
      if (dtype === 'string' || x.dtype === 'string') throw new FigmentError('DTYPE_MISMATCH', `numbers and strings can't be cast to each other, got ${x.dtype} to ${dtype}.`);
      const value = x.dtype === 'complex64' || dtype === 'complex64' ? undefined : torch.hostScalar(x);
      // A number that has not been needed on the device stays on the host. NaN is true, and 0 as a whole number.
      if (value !== undefined) return torch.fromHost(hostArrays[dtype].of(dtype === 'bool' ? (value === 0 ? 0 : 1) : value), [], dtype);
      const numbers = x.dtype === 'complex64' ? real(torch.handle(x)) : torch.handle(x);
      const from = x.dtype === 'complex64' ? 'float32' : x.dtype;
      if (from === dtype) return torch.output(numbers, x.shape, dtype, { of: x });
      // As whole numbers, NaN and infinities are 0 in JavaScript, and anything in C.
      const finite = from === 'float32' && dtype === 'int32' ? nanToNum(numbers, 0, 0, 0) : numbers;
      return torch.output(convert(finite, from, dtype), x.shape, dtype);
    },
  };
}
