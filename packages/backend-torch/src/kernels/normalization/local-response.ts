import { input, type Kernels } from '@figment/core/backend';
import type { LRNAttrs, TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import { reductionRows } from '../../rows/reductions.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { arithmeticOf } from '../elementwise/arithmetic.ts';
import { padWith } from '../shape/padding.ts';

/**
 * Normalization by neighbouring channels: y = x n^-beta, n = bias + alpha * the sum of x^2 over the channels up to
 * depthRadius away. Krizhevsky et al. 2012, section 3.3. x: [B, H, W, C]
 */
export function localResponseKernels(torch: Torch): Kernels<TorchBackend> {
  const { square, pow, div } = torch.rows(elementwiseRows);
  const { sum } = torch.rows(reductionRows);
  const { add, sub, mul } = arithmeticOf(torch);
  const pad = padWith(torch);

  /** Sums over neighbouring channels. [B, H, W, C] -> [B, H, W, C] */
  const overNeighbours = (x: Handle, [batch, height, width, channels]: readonly number[], radius: number): Handle => {
    const padded = pad(x, [[0, 0], [0, 0], [0, 0], [radius, radius]], 0);
    const strides = torch.stridesOf(padded, 4);
    return sum(torch.view(padded, [batch!, height!, width!, channels!, 2 * radius + 1], [...strides, strides[3]!]), [4], false, null);
  };
  const normOf = (x: TensorInfo, { depthRadius, bias, alpha }: LRNAttrs): Handle =>
    add(mul(overNeighbours(square(torch.handle(x)), x.shape, depthRadius), torch.scalar(alpha)), torch.scalar(bias));

  return {
    LRN: (call) => {
      const x = input(call, 'x');
      const attrs = attributes<LRNAttrs>(call);
      return torch.output(mul(torch.handle(x), pow(normOf(x, attrs), torch.scalar(-attrs.beta))), x.shape, 'float32');
    },
    // dL/dx = dy n^-beta - 2 alpha beta x * the sum over neighbours of dy y / n
    LRNGrad: (call) => {
      const [x, y, dy] = [input(call, 'x'), input(call, 'y'), input(call, 'dy')];
      const attrs = attributes<LRNAttrs>(call);
      const norm = normOf(x, attrs);
      const upstream = torch.handle(dy);
      const shared = overNeighbours(div(mul(upstream, torch.handle(y)), norm), x.shape, attrs.depthRadius);
      const own = mul(upstream, pow(norm, torch.scalar(-attrs.beta)));
      return torch.output(sub(own, mul(mul(torch.handle(x), shared), torch.scalar(2 * attrs.alpha * attrs.beta))), x.shape, 'float32');
    },
  };
}
