import { FigmentError } from '@figment/core';
import { input, type Kernels } from '@figment/core/backend';
import type { CastAttrs } from '@tensorflow/tfjs-core';

import { hostArrays } from '../../tensors/element-types.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { convertWith } from './convert.ts';

/** Numbers as another type, and the same numbers once more. */
export function castKernels(torch: Torch): Kernels<TorchBackend> {
  const convert = convertWith(torch);
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
      return torch.output(convert(torch.handle(x), x.dtype, dtype), x.shape, dtype);
    },
  };
}
