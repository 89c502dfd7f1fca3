import { input, type Kernels } from '@figment/core/backend';

import { elementwiseRows } from '../../rows/elementwise.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { convertWith } from './convert.ts';

/** Kernels that are one operation of torch. */
const functions = {
  Abs: 'abs',
  Acos: 'acos',
  Acosh: 'acosh',
  Asin: 'asin',
  Asinh: 'asinh',
  Atan: 'atan',
  Atanh: 'atanh',
  Ceil: 'ceil',
  Cos: 'cos',
  Cosh: 'cosh',
  Erf: 'erf',
  Exp: 'exp',
  Expm1: 'expm1',
  Floor: 'floor',
  Log: 'log',
  Log1p: 'log1p',
  Neg: 'neg',
  Reciprocal: 'reciprocal',
  Relu: 'relu',
  Relu6: 'relu6',
  Round: 'round',
  Rsqrt: 'rsqrt',
  Sigmoid: 'sigmoid',
  Sign: 'sign',
  Sin: 'sin',
  Sinh: 'sinh',
  Sqrt: 'sqrt',
  Square: 'square',
  Tan: 'tan',
  Tanh: 'tanh',
} as const;

/** Those that give whole numbers for whole numbers. */
const exact: ReadonlySet<keyof typeof functions> = new Set(['Abs', 'Ceil', 'Floor', 'Neg', 'Relu', 'Relu6', 'Round', 'Sign', 'Square'] as const);

/** Those that answer with a truth value. */
const tests = { IsFinite: 'isfinite', IsInf: 'isinf', IsNan: 'isnan', LogicalNot: 'logicalNot' } as const;

/** Results have the type of the input, as in tfjs: of whole numbers they are cut off, but for powers of e. */
export function unaryKernels(torch: Torch): Kernels<TorchBackend> {
  const rows = torch.rows(elementwiseRows);
  const convert = convertWith(torch);
  const kernels: Record<string, Kernels<TorchBackend>[string]> = {};
  for (const [name, row] of Object.entries(functions) as [keyof typeof functions, (typeof functions)[keyof typeof functions]][]) {
    const compute = rows[row];
    const computedIn = exact.has(name) ? 'int32' : 'float32';
    kernels[name] = (call) => {
      const x = input(call, 'x');
      const { shape, dtype } = x;
      if (dtype === 'float32' || dtype === 'complex64') return torch.output(compute(torch.handle(x)), shape, dtype);
      const values = compute(convert(torch.handle(x), dtype, computedIn));
      const type = name === 'Exp' ? 'float32' : dtype as 'int32' | 'bool';
      return torch.output(convert(values, computedIn, type), shape, type);
    };
  }
  for (const [name, row] of Object.entries(tests)) {
    const test = rows[row];
    kernels[name] = (call) => {
      const x = input(call, 'x');
      return torch.output(test(torch.handle(x)), x.shape, 'bool');
    };
  }
  return kernels;
}
