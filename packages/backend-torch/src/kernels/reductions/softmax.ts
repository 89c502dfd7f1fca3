import { input, type Kernels } from '@figment/core/backend';
import { type LogSoftmaxAttrs, type SoftmaxAttrs, util } from '@tensorflow/tfjs-core';

import type { DtypeCode, Handle } from '../../abi/signature.ts';
import { reductionRows } from '../../rows/reductions.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { convertWith } from '../elementwise/convert.ts';

export function softmaxKernels(torch: Torch): Kernels<TorchBackend> {
  const { softmax, logSoftmax } = torch.rows(reductionRows);
  const convert = convertWith(torch);
  const along = (compute: (x: Handle, axis: number, type: DtypeCode | null) => Handle): Kernels<TorchBackend>[string] => (call) => {
    const logits = input(call, 'logits');
    const { dim, axis } = attributes<Partial<SoftmaxAttrs & LogSoftmaxAttrs>>(call);
    const [last] = util.parseAxisParam(dim ?? axis ?? -1, [...logits.shape]) as [number];
    return torch.output(compute(convert(torch.handle(logits), logits.dtype, 'float32'), last, null), logits.shape, 'float32');
  };
  return { Softmax: along(softmax), LogSoftmax: along(logSoftmax) };
}
