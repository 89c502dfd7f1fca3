import { mean, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { customGrad } from '../autodiff/custom-grad.ts';
import { fused } from '../autodiff/fused.ts';
import { add, mul, sub } from '../basic/arithmetic.ts';
import { rsqrt, square } from '../basic/elementwise.ts';
import { reshape } from '../basic/shape.ts';
import { requireDType, requireOption, requireShape } from '../check.ts';
import { sizeOf } from '../size.ts';
import { sumOfRows } from './moments.ts';

/** Options of {@link rmsNorm}. */
export interface RmsNormOptions {
  /** [D] */
  readonly weight?: Tensor | undefined;
  /** 1e-6. */
  readonly epsilon?: number | undefined;
}

/**
 * x / sqrt(mean(x^2) + epsilon) * weight over the last axis. x: [..., D] -> the same.
 * Zhang and Sennrich 2019, arXiv 1910.07467, eq. 4.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function rmsNorm(x: Tensor, { weight, epsilon = 1e-6 }: RmsNormOptions = {}): Tensor {
  requireDType('rmsNorm', 'x', x, 'float32');
  requireOption('rmsNorm', 'the rank of x', x.rank >= 1, 'at least 1', x.rank);
  const width = x.shape.at(-1) as number;
  if (weight !== undefined) requireShape('rmsNorm', 'weight', weight, [width]);
  return fused({ kernel: 'FigmentRmsNorm', inputs: { x, weight }, attrs: { epsilon }, reference: (given) => normalized(given.x, given.weight, epsilon) });
}

/** x: [..., D] */
function normalized(x: Tensor, weight: Tensor | undefined, epsilon: number): Tensor {
  return tidy(() => reshape(normalizeRows(reshape(x, [sizeOf(x.shape.slice(0, -1)), x.shape.at(-1) as number]), weight, epsilon), x.shape)); // [..., D] -> [N, D] -> [..., D]
}

function partsOf(x: Tensor, epsilon: number): readonly [normalized: Tensor, scale: Tensor] {
  const scale = rsqrt(add(mean(square(x), -1, true), epsilon)); // [N, 1]
  return [mul(x, scale), scale];
}

/** x: [N, D], weight: [D] -> [N, D] */
function normalizeRows(x: Tensor, weight: Tensor | undefined, epsilon: number): Tensor {
  return customGrad({
    inputs: weight === undefined ? [x] : [x, weight],
    forward: ([value], remember) =>
      tidy(() => {
        const parts = partsOf(value, epsilon);
        remember(parts);
        return weight === undefined ? parts[0].clone() : mul(parts[0], weight);
      }),
    gradient: ({ upstream, inputs: [value, factor], remembered }) => {
      const [z, scale] = (remembered ?? partsOf(value, epsilon)) as [Tensor, Tensor];
      // With g = dL/dy * weight: dL/dx = scale * (g - z * mean(g * z)).
      const g = factor === undefined ? upstream : mul(upstream, factor);
      const dx = mul(scale, sub(g, mul(z, mean(mul(g, z), -1, true))));
      return factor === undefined ? [dx] : [dx, sumOfRows(mul(upstream, z))];
    },
  });
}
