import { type FusedKernels, input, type Kernels } from '@figment/core/backend';

import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import { fusedRows } from '../../rows/fused.ts';
import { reductionRows } from '../../rows/reductions.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { arithmeticOf } from '../elementwise/arithmetic.ts';
import { given } from './given.ts';
import { withRemembered } from './outputs.ts';

type Attributes = FusedKernels['FigmentRmsNorm']['attrs'];

/**
 * RMS norm over the last axis of [..., D]. Zhang and Sennrich 2019, arXiv 1910.07467, eq. 4. Torch has a kernel of its own on GPUs only, with
 * a gradient in some releases only; the mean of squares comes from its 2-norm, which reads x once and writes one number for D.
 */
export function rmsNormKernels(torch: Torch): Kernels<TorchBackend> {
  const { norm } = torch.rows(fusedRows);
  const { rsqrt, square } = torch.rows(elementwiseRows);
  const { mean, sum } = torch.rows(reductionRows);
  const { add, mul, sub } = arithmeticOf(torch);
  const scaled = (x: Handle, weight: Handle | undefined): Handle => (weight === undefined ? x : mul(x, weight));
  return {
    FigmentRmsNorm: (call) => {
      const x = input(call, 'x');
      const weight = given(call, 'weight');
      const [lead, width] = [x.shape.slice(0, -1), x.shape.at(-1)!];
      const { epsilon } = call.attrs as unknown as Attributes;
      const handle = torch.handle(x);
      const meanSquare = mul(square(norm(handle, [-1], true)), torch.scalar(1 / width)); // [..., 1]
      const scale = rsqrt(add(meanSquare, torch.scalar(epsilon)));
      const y = scaled(mul(handle, scale), weight && torch.handle(weight));
      return withRemembered(call, torch.output(y, x.shape, 'float32'), () => [torch.output(scale, [...lead, 1], 'float32')]);
    },
    FigmentRmsNormGrad: (call) => {
      const [x, dy] = [input(call, 'x'), torch.handle(input(call, 'dy'))];
      const weight = given(call, 'weight');
      const scale = torch.handle(input(call, 'saved0'));
      // With z = x * scale and g = dL/dy * weight: dL/dx = scale * (g - z * mean(g * z)).
      const z = mul(torch.handle(x), scale);
      const g = scaled(dy, weight && torch.handle(weight));
      const along = mean(mul(g, z), [-1], true, null); // [..., 1]
      const dx = mul(sub(g, mul(z, along)), scale);
      const gradients = [torch.output(dx, x.shape, 'float32')];
      if (weight !== undefined) gradients.push(torch.output(sum(mul(dy, z), x.shape.slice(0, -1).map((_, axis) => axis), false, null), weight.shape, 'float32'));
      return gradients;
    },
  };
}
