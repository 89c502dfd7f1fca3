import { matMul, sum, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { activate, type Activation, activationNames } from '../activations/activate.ts';
import { fused } from '../autodiff/fused.ts';
import { add } from '../basic/arithmetic.ts';
import { reshape } from '../basic/shape.ts';
import { requireDType, requireOption, requireShape } from '../check.ts';
import { sizeOf } from '../size.ts';

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
  if (bias !== undefined) requireShape('linear', 'bias', bias, [out]);
  if (residual !== undefined) requireShape('linear', 'residual', residual, [...x.shape.slice(0, -1), out]);
  return fused({ kernel: 'FigmentLinear', inputs: { x, weight, bias, residual }, attrs: { activation }, reference: (given) => composed(given, activation), gradient: activation === 'none' ? adjoints : undefined });
}

/** Of the map without activation, which is linear in all that it is given. dy: [..., O] */
function adjoints(dy: Tensor, { x, weight }: Given): Record<keyof Given, () => Tensor> {
  const rows = (t: Tensor): Tensor => reshape(t, [-1, t.shape.at(-1) as number]); // [..., D] -> [N, D]
  return {
    x: () => reshape(matMul(rows(dy), weight, false, true), x.shape),
    weight: () => matMul(rows(x), rows(dy), true),
    bias: () => sum(rows(dy), 0),
    residual: () => dy,
  };
}

interface Given {
  readonly x: Tensor;
  readonly weight: Tensor;
  readonly bias?: Tensor | undefined;
  readonly residual?: Tensor | undefined;
}

/** x: [..., I], weight: [I, O], bias: [O], residual: [..., O] -> [..., O] */
function composed({ x, weight, bias, residual }: Given, activation: Activation): Tensor {
  return tidy(() => {
    const lead = x.shape.slice(0, -1);
    const product: Tensor = matMul(reshape(x, [sizeOf(lead), weight.shape[0]]) as never, weight as never); // [..., I] -> [N, O]
    const active = reshape(activate(bias === undefined ? product : add(product, bias), activation), [...lead, weight.shape[1] as number]); // [N, O] -> [..., O]
    return residual === undefined ? active : add(active, residual);
  });
}
