import { input, type Kernels } from '@figment/core/backend';
import type { FusedBatchNormAttrs } from '@tensorflow/tfjs-core';

import { elementwiseRows } from '../../rows/elementwise.ts';
import { normalizationRows } from '../../rows/normalization.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { channelsLast, channelsSecond, strided } from '../convolution/layout.ts';
import { arithmeticOf } from '../elementwise/arithmetic.ts';

export function batchNormKernels(torch: Torch): Kernels<TorchBackend> {
  const { batchNorm } = torch.rows(normalizationRows);
  const { rsqrt } = torch.rows(elementwiseRows);
  const { add, sub, mul } = arithmeticOf(torch);
  return {
    /** (x - mean) / sqrt(variance + epsilon) * scale + offset. x: [..., C], the others: [C], or of the rank of x */
    FusedBatchNorm: (call) => {
      const [x, mean, variance] = [input(call, 'x'), input(call, 'mean'), input(call, 'variance')];
      const { scale, offset } = call.inputs;
      const epsilon = (attributes<FusedBatchNormAttrs>(call).varianceEpsilon as number | undefined) ?? 0.001;
      const given = [mean, variance, scale, offset].filter((each) => each != null);
      if (x.shape.length > 1 && given.every(({ shape }) => shape.length === 1)) {
        const optional = (each: typeof scale) => (each == null ? null : torch.handle(each));
        const [normalized] = batchNorm(channelsSecond(torch, strided(torch, x)), optional(scale), optional(offset), torch.handle(mean), torch.handle(variance), false, 0, epsilon);
        return channelsLast(torch, normalized, x.shape);
      }
      let values = mul(sub(torch.handle(x), torch.handle(mean)), rsqrt(add(torch.handle(variance), torch.scalar(epsilon))));
      if (scale != null) values = mul(values, torch.handle(scale));
      if (offset != null) values = add(values, torch.handle(offset));
      return torch.output(values, x.shape, 'float32');
    },
  };
}
