import { type FusedKernels, input, type Kernels } from '@figment/core/backend';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { fusedRows } from '../../rows/fused.ts';
import { shapeRows } from '../../rows/shape.ts';
import { rowMajor, sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { fullWith } from '../creation/full.ts';
import { given } from './given.ts';
import { withRemembered } from './outputs.ts';

type Attributes = FusedKernels['FigmentGroupNorm']['attrs'];

/** Group norm of [B, ..., C]. Wu and He 2018, arXiv 1803.08494, eqs. 1 to 3. */
export function groupNormKernels(torch: Torch): Kernels<TorchBackend> {
  const { groupNorm, groupNormBackward } = torch.rows(fusedRows);
  const { contiguous } = torch.rows(shapeRows);
  const full = fullWith(torch);
  const handleOf = (tensor: TensorInfo | undefined) => (tensor === undefined ? null : torch.contiguous(tensor));

  /** [B, ..., C] -> [B, C, P, 1], with channels last in memory; only the CPU has kernels for that, others take a copy. */
  const places = (x: TensorInfo): Handle => {
    const [batch, channels, count] = sizesOf(x);
    const shape = [batch, channels, count, 1];
    const seen = torch.view(torch.contiguous(x), shape, [count * channels, 1, channels, channels]);
    return torch.device.name === 'cpu' ? seen : contiguous(seen, 0);
  };
  /** [B, C, P, 1], any strides -> [B, ..., C] */
  const channelsLast = (y: Handle, like: TensorInfo): TensorInfo => {
    const [ofBatch, ofChannel, ofPlace] = torch.stridesOf(y, 3) as [number, number, number];
    // Places lie evenly apart, whatever the layout.
    const strides = [ofBatch, ...rowMajor(like.shape.slice(1, -1)).map((step) => step * ofPlace), ofChannel];
    return torch.output(torch.view(y, like.shape, strides), like.shape, 'float32', { strides });
  };
  return {
    FigmentGroupNorm: (call) => {
      const x = input(call, 'x');
      const { groups, epsilon } = call.attrs as unknown as Attributes;
      const [batch, channels, count] = sizesOf(x);
      const [y, mean, scale] = groupNorm(places(x), handleOf(given(call, 'weight')), handleOf(given(call, 'bias')), batch, channels, count, groups, epsilon);
      return withRemembered(call, channelsLast(y, x), () => [torch.output(mean, [batch, groups], 'float32'), torch.output(scale, [batch, groups], 'float32')]);
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
        places(dy), places(x), torch.contiguous(input(call, 'saved0')), torch.contiguous(input(call, 'saved1')),
        handleOf(weight) ?? ones, batch, channels, count, groups, [true, isAffine, isAffine],
      );
      const gradients = [channelsLast(dx, x)];
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
