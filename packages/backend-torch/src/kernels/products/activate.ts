import { FigmentError } from '@figment/core';

import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import type { Torch } from '../../tensors/torch.ts';

/** What some activations of tfjs's fused kernels take besides. */
export interface ActivationOptions {
  readonly leakyreluAlpha?: number | undefined;
  /** The slope of `prelu` where x is negative; broadcasts. */
  readonly alpha?: Handle | undefined;
}

/** The activations that tfjs's fused kernels end with, by name. */
export function activations(torch: Torch): (name: string, x: Handle, options: ActivationOptions) => Handle {
  const { expm1, gt, mul, relu, relu6, sigmoid, where } = torch.rows(elementwiseRows);
  const slopedBelow = (x: Handle, slope: Handle): Handle => where(gt(x, torch.scalar(0)), x, mul(x, slope));
  return (name, x, { leakyreluAlpha = 0.2, alpha }) => {
    switch (name) {
      case 'linear': return x;
      case 'relu': return relu(x);
      case 'relu6': return relu6(x);
      case 'sigmoid': return sigmoid(x);
      case 'elu': return where(gt(x, torch.scalar(0)), x, expm1(x));
      case 'leakyrelu': return slopedBelow(x, torch.scalar(leakyreluAlpha));
      case 'prelu':
        if (alpha !== undefined) return slopedBelow(x, alpha);
        throw new FigmentError('INPUT_INVALID', 'the activation prelu takes preluActivationWeights, got none.');
      default: throw new FigmentError('INPUT_INVALID', `activation must be one of linear, relu, relu6, sigmoid, elu, leakyrelu and prelu, got '${name}'.`);
    }
  };
}
