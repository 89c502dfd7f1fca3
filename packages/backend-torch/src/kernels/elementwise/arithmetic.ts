import { input, type Kernels } from '@figment/core/backend';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import { reductionRows } from '../../rows/reductions.ts';
import { shapeRows } from '../../rows/shape.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { neededShim } from '../needed-shim.ts';
import { broadcastShape, firstOperand, stretched } from './broadcast.ts';
import { convertWith } from './convert.ts';

/** Adds handles of float32, or of complex numbers. */
export interface Arithmetic {
  readonly add: (a: Handle, b: Handle) => Handle;
  readonly sub: (a: Handle, b: Handle) => Handle;
  readonly mul: (a: Handle, b: Handle) => Handle;
}

/** Sums, differences and products by torch's own functions for them, which borrow what they are given. */
export function arithmeticOf(torch: Torch): Arithmetic {
  const subtract = neededShim(torch, 'subtract_Tensor TTf T');
  const add = torch.shim('add_Tensor TTf T');
  return {
    add: add === undefined ? (a, b) => subtract(a, b, -1) : (a, b) => add(a, b, 1),
    sub: (a, b) => subtract(a, b, 1),
    mul: torch.shim('mul_Tensor TT T') ?? torch.row(elementwiseRows.mul),
  };
}

/**
 * Sums, differences and products. Numbers without shape are passed as tensors: torch's functions that take plain numbers
 * make a new one of them at each call.
 */
export function arithmeticKernels(torch: Torch): Kernels<TorchBackend> {
  const { add, sub, mul } = arithmeticOf(torch);
  const wholeSum = wholeSums(torch);

  return {
    Add: (call) => {
      const a = input(call, 'a');
      const b = input(call, 'b');
      const shape = broadcastShape(a.shape, b.shape);
      return torch.output(isWhole(a) ? wholeSum([a, b], shape) : add(firstOperand(torch, a, b), torch.operand(b)), shape, a.dtype);
    },
    Sub: (call) => {
      const a = input(call, 'a');
      const b = input(call, 'b');
      const shape = broadcastShape(a.shape, b.shape);
      return torch.output(isWhole(a) ? wholeSum([a, b], shape, true) : sub(firstOperand(torch, a, b), torch.operand(b)), shape, a.dtype);
    },
    Multiply: (call) => {
      const a = input(call, 'a');
      const b = input(call, 'b');
      return torch.output(mul(firstOperand(torch, a, b), torch.operand(b)), broadcastShape(a.shape, b.shape), a.dtype);
    },
    SquaredDifference: (call) => {
      const [a, b] = [input(call, 'a'), input(call, 'b')];
      const shape = broadcastShape(a.shape, b.shape);
      const difference = isWhole(a) ? wholeSum([a, b], shape, true) : sub(firstOperand(torch, a, b), torch.operand(b));
      return torch.output(mul(difference, difference), shape, a.dtype);
    },
    AddN: ({ inputs }) => {
      const terms = Object.values(inputs) as TensorInfo[];
      const [first] = terms as [TensorInfo];
      if (terms.length === 1) return torch.share(first);
      if (isWhole(first)) return torch.output(wholeSum(terms, first.shape), first.shape, first.dtype);
      let sum = torch.handle(first);
      for (const [i, term] of terms.entries()) {
        if (i === 0) continue;
        const before = sum;
        sum = add(before, torch.handle(term));
        if (i > 1) torch.free(before);
      }
      return torch.output(sum, first.shape, first.dtype);
    },
  };
}

const isWhole = ({ dtype }: TensorInfo): boolean => dtype === 'int32' || dtype === 'bool';

/**
 * Adds tensors of whole numbers, or takes the second from the first. torch's addition has a factor for the second term that
 * can only be handed over as a float, which it refuses for whole numbers; its sum over an axis has none.
 */
function wholeSums(torch: Torch): (terms: readonly TensorInfo[], shape: readonly number[], subtract?: boolean) => Handle {
  const { cat, sum, neg } = torch.rows({ cat: shapeRows.cat, sum: reductionRows.sum, neg: elementwiseRows.neg });
  const convert = convertWith(torch);
  return (terms, shape, subtract = false) => {
    const type = terms[0]!.dtype as 'int32' | 'bool';
    const rows = terms.map((term, i) => {
      const row = convert(stretched(torch, term, [1, ...shape]), type, 'int32'); // [...] -> [1, ...]
      return subtract && i === 1 ? neg(row) : row;
    });
    return convert(sum(cat(rows, 0), [0], false, torch.dtypes.int32), 'int32', type);
  };
}
