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

/** Options of {@link layerNorm}. */
export interface LayerNormOptions {
  /** Of the shape of the normalised axes. */
  readonly weight?: Tensor | undefined;
  /** Of the shape of the normalised axes. */
  readonly bias?: Tensor | undefined;
  /** 1e-5. */
  readonly epsilon?: number | undefined;
  /** How many trailing axes are normalised together (1). */
  readonly axes?: number | undefined;
}

/**
 * The last axis to mean 0 and (biased) variance 1, then * weight + bias. x: [..., D] -> the same.
 * Ba et al. 2016, arXiv 1607.06450, eq. 4.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function layerNorm(x: Tensor, { weight, bias, epsilon = 1e-5, axes = 1 }: LayerNormOptions = {}): Tensor {
  requireDType('layerNorm', 'x', x, 'float32');
  requireOption('layerNorm', 'axes', Number.isInteger(axes) && axes >= 1 && axes <= x.rank, `an integer in [1, ${x.rank}]`, axes);
  const normalized = x.shape.slice(-axes);
  if (weight !== undefined) requireShape('layerNorm', 'weight', weight, normalized);
  if (bias !== undefined) requireShape('layerNorm', 'bias', bias, normalized);
  if (axes === 1) return overLastAxis(x, weight, bias, epsilon);
  return tidy(() => {
    const width = normalized.reduce((product, length) => product * length, 1);
    const [rows, w, b] = [reshape(x, [-1, width]), weight && reshape(weight, [width]), bias && reshape(bias, [width])]; // [..., axes] -> [N, D]
    return reshape(overLastAxis(rows, w, b, epsilon), x.shape);
  });
}

/** x: [..., D], weight, bias: [D] */
function overLastAxis(x: Tensor, weight: Tensor | undefined, bias: Tensor | undefined, epsilon: number): Tensor {
  return fused({ kernel: 'FigmentLayerNorm', inputs: { x, weight, bias }, attrs: { epsilon }, reference: (given) => composed(given.x, given.weight, given.bias, epsilon) });
}

function composed(x: Tensor, weight: Tensor | undefined, bias: Tensor | undefined, epsilon: number): Tensor {
  return tidy(() => reshape(normalizeRows(reshape(x, [sizeOf(x.shape.slice(0, -1)), x.shape.at(-1) as number]), weight, bias, epsilon), x.shape)); // [..., D] -> [N, D] -> [..., D]
}

/** Two passes: E[x^2] - E[x]^2 would lose its digits where the mean is large. */
function partsOf(x: Tensor, epsilon: number): readonly [normalized: Tensor, scale: Tensor] {
  const centred = sub(x, mean(x, -1, true));
  const scale = rsqrt(add(mean(square(centred), -1, true), epsilon)); // [N, 1]
  return [mul(centred, scale), scale];
}

/** x: [N, D], weight, bias: [D] -> [N, D] */
function normalizeRows(x: Tensor, weight: Tensor | undefined, bias: Tensor | undefined, epsilon: number): Tensor {
  return customGrad({
    inputs: [x, weight, bias].filter((tensor) => tensor !== undefined),
    forward: ([value], remember) =>
      tidy(() => {
        const parts = partsOf(value as Tensor, epsilon);
        remember(parts);
        const scaled = weight === undefined ? parts[0] : mul(parts[0], weight);
        return bias === undefined ? scaled.clone() : add(scaled, bias);
      }),
    gradient: ({ upstream, inputs: [value, ...affine], remembered }) => {
      const [z, scale] = (remembered ?? partsOf(value as Tensor, epsilon)) as [Tensor, Tensor];
      // With g = dL/dy * weight: dL/dx = scale * (g - mean(g) - z * mean(g * z)).
      const g = weight === undefined ? upstream : mul(upstream, affine[0] as Tensor);
      const dx = mul(scale, sub(sub(g, mean(g, -1, true)), mul(z, mean(mul(g, z), -1, true))));
      return [dx, ...(weight === undefined ? [] : [sumOfRows(mul(upstream, z))]), ...(bias === undefined ? [] : [sumOfRows(upstream)])];
    },
  });
}
