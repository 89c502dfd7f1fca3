import { input, type Kernels } from '@figment/core/backend';
import type { OneHotAttrs } from '@tensorflow/tfjs-core';

import { elementwiseRows } from '../../rows/elementwise.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { convertWith } from '../elementwise/convert.ts';
import { positionsWith } from './positions.ts';

export function oneHotKernels(torch: Torch): Kernels<TorchBackend> {
  const { eq, where } = torch.rows(elementwiseRows);
  const convert = convertWith(torch);
  const positions = positionsWith(torch);
  return {
    /** indices: [...] -> [..., depth]; only offValue where an index is not below depth. */
    OneHot: (call) => {
      const indices = input(call, 'indices');
      const { depth, onValue, offValue, dtype } = attributes<OneHotAttrs>(call);
      const shape = [...indices.shape, depth];
      const hot = eq(torch.reshaped(indices, [...indices.shape, 1]), positions(depth, 'int32'));
      const type = ((dtype as string | undefined) ?? 'int32') as 'float32' | 'int32' | 'bool';
      if (onValue === 1 && offValue === 0) return torch.output(convert(hot, 'bool', type), shape, type);
      const values = where(hot, torch.scalar(onValue, type), torch.scalar(offValue, type));
      return torch.output(values, shape, type);
    },
  };
}
