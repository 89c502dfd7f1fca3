import { input, type Kernels } from '@figment/core/backend';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { broadcastShape, firstOperand } from './broadcast.ts';
import { convertWith } from './convert.ts';

/** Kernels that are one operation of torch; their results have the type of the inputs. */
const functions = {
  Atan2: 'atan2',
  BitwiseAnd: 'bitwiseAnd',
  Maximum: 'maximum',
  Minimum: 'minimum',
  /** With the sign of the divisor. */
  Mod: 'remainder',
  Pow: 'pow',
  RealDiv: 'div',
} as const;

/** Those that give fractions for whole numbers: cut off, as in tfjs. */
const fractions: ReadonlySet<string> = new Set(['Atan2', 'RealDiv']);

/** Those that answer with a truth value. */
const comparisons = {
  Equal: 'eq',
  NotEqual: 'ne',
  Less: 'lt',
  LessEqual: 'le',
  Greater: 'gt',
  GreaterEqual: 'ge',
  LogicalAnd: 'logicalAnd',
  LogicalOr: 'logicalOr',
  LogicalXor: 'logicalXor',
} as const;

export function binaryKernels(torch: Torch): Kernels<TorchBackend> {
  const rows = torch.rows(elementwiseRows);
  const powNumber = torch.shim('pow_Tensor_Scalar Tf T');
  const convert = convertWith(torch);
  const kernels: Record<string, Kernels<TorchBackend>[string]> = {};

  for (const [name, row] of Object.entries(functions)) {
    const compute = rows[row];
    const resultOfWhole = fractions.has(name) ? 'float32' : 'int32';
    kernels[name] = (call) => {
      const [a, b] = [input(call, 'a'), input(call, 'b')];
      const shape = broadcastShape(a.shape, b.shape);
      const [left, right] = [firstOperand(torch, a, b), torch.operand(b)];
      if (a.dtype !== 'int32' && a.dtype !== 'bool') return torch.output(compute(left, right), shape, a.dtype);
      const values = compute(convert(left, a.dtype, 'int32'), convert(right, b.dtype, 'int32'));
      return torch.output(convert(values, resultOfWhole, a.dtype), shape, a.dtype);
    };
  }
  for (const [name, row] of Object.entries(comparisons)) {
    const compare = rows[row];
    kernels[name] = (call) => {
      const [a, b] = [input(call, 'a'), input(call, 'b')];
      return torch.output(compare(firstOperand(torch, a, b), torch.operand(b)), broadcastShape(a.shape, b.shape), 'bool');
    };
  }

  const power = kernels['Pow']!;
  const pow = (call: Parameters<typeof power>[0]): TensorInfo | TensorInfo[] => {
    const [a, b] = [input(call, 'a'), input(call, 'b')];
    const exponent = powNumber === undefined || a.dtype !== 'float32' ? undefined : torch.hostScalar(b);
    // torch computes squares, roots and the like by themselves when it is told the number.
    return exponent === undefined ? power(call) : torch.output(powNumber!(torch.handle(a), exponent), a.shape, 'float32');
  };

  /** Rounded down, as int32 whatever the inputs. */
  const floorDiv = (call: Parameters<typeof power>[0]): TensorInfo => {
    const [a, b] = [input(call, 'a'), input(call, 'b')];
    const type = a.dtype === 'bool' ? 'int32' : a.dtype as 'float32' | 'int32';
    const quotient: Handle = rows.floorDivide(convert(firstOperand(torch, a, b), a.dtype, type), convert(torch.operand(b), b.dtype, type));
    return torch.output(convert(quotient, type, 'int32'), broadcastShape(a.shape, b.shape), 'int32');
  };

  return { ...kernels, Pow: pow, FloorDiv: floorDiv };
}
