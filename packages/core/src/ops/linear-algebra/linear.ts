import { matMul, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { activate, type Activation, activationNames } from '../activations/activate.ts';
import { fused } from '../autodiff/fused.ts';
import { add } from '../basic/arithmetic.ts';
import { reshape } from '../basic/shape.ts';
import { requireDType, requireOption, requireShape } from '../check.ts';

/** Options of {@link linear}. */
export interface LinearMapOptions {
  /** What the map ends with (none). */
  readonly activation?: Activation | undefined;
  /** Added after the activation: [..., out]. */
  readonly residual?: Tensor | undefined;
}

/**
 * activation(x W + b) + residual. x: [..., in], weight: [in, out], bias: [out] -> [..., out]
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function linear(x: Tensor, weight: Tensor, bias?: Tensor, { activation = 'none', residual }: LinearMapOptions = {}): Tensor {
  requireOption('linear', 'the rank of x', x.rank >= 1, 'at least 1', x.rank);
  requireOption('linear', 'activation', activationNames.includes(activation), `one of ${activationNames.join(', ')}`, activation);
  const width = x.shape.at(-1) as number;
  requireDType('linear', 'x', x, 'float32');
  requireShape('linear', 'weight', weight, [width, undefined]);
  const out = weight.shape[1] as number;
  const shape = [...x.shape.slice(0, -1), out];
  if (bias !== undefined) requireShape('linear', 'bias', bias, [out]);
  if (residual !== undefined) requireShape('linear', 'residual', residual, shape);
  const rows = (tensor: Tensor, columns: number): Tensor => (tensor.rank === 2 ? tensor : reshape(tensor, [-1, columns])); // [..., C] -> [N, C]
  return tidy(() => {
    const y = fused({
      kernel: 'FigmentLinear',
      inputs: { x: rows(x, width), weight, bias, residual: residual && rows(residual, out) },
      attrs: { activation },
      reference: composed(activation),
    });
    return x.rank === 2 ? y : reshape(y, shape);
  });
}

interface Rows {
  readonly x: Tensor;
  readonly weight: Tensor;
  readonly bias?: Tensor | undefined;
  readonly residual?: Tensor | undefined;
}

/** x: [N, I], weight: [I, O], bias: [O], residual: [N, O] -> [N, O] */
const composed = (activation: Activation) => ({ x, weight, bias, residual }: Rows): Tensor =>
  tidy(() => {
    const product: Tensor = matMul(x as never, weight as never);
    const active = activate(bias === undefined ? product : add(product, bias), activation);
    return residual === undefined ? active : add(active, residual);
  });
