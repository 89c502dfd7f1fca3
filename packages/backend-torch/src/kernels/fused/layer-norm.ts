import { type FusedKernels, input, type Kernels } from '@figment/core/backend';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import { fusedRows } from '../../rows/fused.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { given } from './given.ts';
import { withRemembered } from './outputs.ts';

type Attributes = FusedKernels['FigmentLayerNorm']['attrs'];

/** Layer norm over the last axis of [..., D]. Ba et al. 2016, arXiv 1607.06450, eq. 4. */
export function layerNormKernels(torch: Torch): Kernels<TorchBackend> {
  const { layerNorm, layerNormBackward } = torch.rows(fusedRows);
  const handleOf = (tensor: TensorInfo | undefined) => (tensor === undefined ? null : torch.contiguous(tensor));
  return {
    FigmentLayerNorm: (call) => {
      const x = input(call, 'x');
      const each = [...x.shape.slice(0, -1), 1];
      const { epsilon } = call.attrs as unknown as Attributes;
      const [y, mean, scale] = layerNorm(torch.contiguous(x), x.shape.slice(-1), handleOf(given(call, 'weight')), handleOf(given(call, 'bias')), epsilon);
      return withRemembered(call, torch.output(y, x.shape, 'float32'), () => [torch.output(mean, each, 'float32'), torch.output(scale, each, 'float32')]);
    },
    FigmentLayerNormGrad: (call) => {
      const x = input(call, 'x');
      const [weight, bias] = [given(call, 'weight'), given(call, 'bias')];
      const [mean, scale] = [input(call, 'saved0'), input(call, 'saved1')];
      const width = x.shape.at(-1)!;
      const [dx, dWeight, dBias] = layerNormBackward(
        torch.contiguous(input(call, 'dy')), torch.contiguous(x), [width], torch.contiguous(mean), torch.contiguous(scale),
        handleOf(weight), handleOf(bias), [true, weight !== undefined, bias !== undefined],
      );
      const gradients = [torch.output(dx, x.shape, 'float32')];
      if (weight !== undefined) gradients.push(torch.output(dWeight, [width], 'float32'));
      if (bias !== undefined) gradients.push(torch.output(dBias, [width], 'float32'));
      return gradients;
    },
  };
}
