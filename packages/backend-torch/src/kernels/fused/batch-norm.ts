import { type FusedKernels, input, type Kernels } from '@figment/core/backend';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import { fusedRows } from '../../rows/fused.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { fullWith } from '../creation/full.ts';
import { given } from './given.ts';
import { placesWith } from './places.ts';

type Attributes = FusedKernels['FigmentBatchNorm']['attrs'];

/** Batch norm of [B, ..., C] by the batch's own statistics. Ioffe and Szegedy 2015, arXiv 1502.03167, algorithm 1. */
export function batchNormKernels(torch: Torch): Kernels<TorchBackend> {
  const { batchNorm, batchNormBackward } = torch.rows(fusedRows);
  const { of: places, channelsLast } = placesWith(torch);
  const full = fullWith(torch);
  const handleOf = (tensor: TensorInfo | undefined) => (tensor === undefined ? null : torch.contiguous(tensor));
  return {
    FigmentBatchNorm: (call) => {
      const x = input(call, 'x');
      const { epsilon } = call.attrs as unknown as Attributes;
      const channels = x.shape.at(-1)!;
      // Running statistics of which the batch is all there is: torch writes the unbiased variance there, and nowhere else.
      const [mean, variance] = [full([channels], 0, 'float32'), full([channels], 0, 'float32')];
      const [y, , scale] = batchNorm(places(x, 1), handleOf(given(call, 'weight')), handleOf(given(call, 'bias')), mean, variance, true, 1, epsilon);
      return [channelsLast(y, x, 1), ...[mean, scale, variance].map((statistic) => torch.output(statistic, [channels], 'float32'))];
    },
    FigmentBatchNormGrad: (call) => {
      const [x, dy] = [input(call, 'x'), input(call, 'dy')];
      const [weight, bias] = [given(call, 'weight'), given(call, 'bias')];
      const { epsilon } = call.attrs as unknown as Attributes;
      const [dx, dWeight, dBias] = batchNormBackward(
        places(dy, 1), places(x, 1), handleOf(weight), null, null, torch.contiguous(input(call, 'saved0')), torch.contiguous(input(call, 'saved1')),
        true, epsilon, [true, weight !== undefined, bias !== undefined],
      );
      const gradients = [channelsLast(dx, x, 1)];
      for (const [gradient, of] of [[dWeight, weight], [dBias, bias]] as const) if (of !== undefined) gradients.push(torch.output(gradient, of.shape, 'float32'));
      return gradients;
    },
  };
}
