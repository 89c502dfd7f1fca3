import { type FusedKernels, input, type Kernels } from '@figment/core/backend';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import { fusedRows } from '../../rows/fused.ts';
import { sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { fullWith } from '../creation/full.ts';
import { given } from './given.ts';
import { withRemembered } from './outputs.ts';
import { placesWith } from './places.ts';

type Attributes = FusedKernels['FigmentGroupNorm']['attrs'];

/** Group norm of [B, ..., C]. Wu and He 2018, arXiv 1803.08494, eqs. 1 to 3. */
export function groupNormKernels(torch: Torch): Kernels<TorchBackend> {
  const { groupNorm, groupNormBackward } = torch.rows(fusedRows);
  const { of: places, channelsLast } = placesWith(torch);
  const full = fullWith(torch);
  const handleOf = (tensor: TensorInfo | undefined) => (tensor === undefined ? null : torch.contiguous(tensor));

  return {
    FigmentGroupNorm: (call) => {
      const x = input(call, 'x');
      const { groups, epsilon } = call.attrs as unknown as Attributes;
      const [batch, channels, count] = sizesOf(x);
      const [y, mean, scale] = groupNorm(places(x, batch), handleOf(given(call, 'weight')), handleOf(given(call, 'bias')), batch, channels, count, groups, epsilon);
      return withRemembered(call, channelsLast(y, x, batch), () => [torch.output(mean, [batch, groups], 'float32'), torch.output(scale, [batch, groups], 'float32')]);
    },
    FigmentGroupNormGrad: (call) => {
      const [x, dy] = [input(call, 'x'), input(call, 'dy')];
      const [weight, bias] = [given(call, 'weight'), given(call, 'bias')];
      const { groups } = call.attrs as unknown as Attributes;
      const [batch, channels, count] = sizesOf(x);
      // Torch makes both of these gradients or none, in the likeness of the weight.
      const isAffine = weight !== undefined || bias !== undefined;
      const ones = isAffine && weight === undefined ? full([channels], 1, 'float32') : null;
      const [dx, dWeight, dBias] = groupNormBackward(
        places(dy, batch), places(x, batch), torch.contiguous(input(call, 'saved0')), torch.contiguous(input(call, 'saved1')),
        handleOf(weight) ?? ones, batch, channels, count, groups, [true, isAffine, isAffine],
      );
      const gradients = [channelsLast(dx, x, batch)];
      if (weight !== undefined) gradients.push(torch.output(dWeight, [channels], 'float32'));
      if (bias !== undefined) gradients.push(torch.output(dBias, [channels], 'float32'));
      return gradients;
    },
  };
}

/** Of [B, ..., C]: B, C and how many places each channel has. */
function sizesOf({ shape }: TensorInfo): [batch: number, channels: number, places: number] {
  return [shape[0]!, shape.at(-1)!, sizeOf(shape.slice(1, -1))];
}
