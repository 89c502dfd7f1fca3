import { input, type Kernels } from '@figment/core/backend';

import { fusedRows } from '../../rows/fused.ts';
import { shapeRows } from '../../rows/shape.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';

/** The 2-norm of many tensors together: the norm of their norms. */
export function globalNormKernels(torch: Torch): Kernels<TorchBackend> {
  const { norm } = torch.rows(fusedRows);
  const { cat } = torch.rows(shapeRows);
  return {
    FigmentGlobalNorm: (call) => {
      const { count } = call.attrs as { count: number };
      if (count === 0) return torch.fromHost(new Float32Array(1), [], 'float32');
      const norms = Array.from({ length: count }, (_, i) => torch.view(norm(torch.handle(input(call, `x${i.toString()}`)), null, false), [1], [1]));
      return torch.output(norm(cat(norms, 0), null, false), [], 'float32');
    },
  };
}
