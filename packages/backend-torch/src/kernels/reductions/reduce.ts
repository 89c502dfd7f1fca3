import { input, type Kernels } from '@figment/core/backend';
import type { ArgMaxAttrs, MaxAttrs, SumAttrs, TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import { reductionRows } from '../../rows/reductions.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { convertWith } from '../elementwise/convert.ts';
import { reducedAxes } from './axes.ts';

type Call = Parameters<Kernels<TorchBackend>[string]>[0];

/** Many numbers to one, along axes. */
export function reductionKernels(torch: Torch): Kernels<TorchBackend> {
  const { sum, mean, amax, amin, prod, all, any, argmax, argmin } = torch.rows(reductionRows);
  const nanToNum = torch.row(elementwiseRows.nanToNum);
  const convert = convertWith(torch);

  /** A reduction whose result has the type `dtypeOf(x)`. */
  const reduction = (compute: (x: Handle, axes: readonly number[], keep: boolean, of: TensorInfo) => Handle, dtypeOf: (x: TensorInfo) => 'float32' | 'int32' | 'bool') => (call: Call): TensorInfo => {
    const x = input(call, 'x');
    // Max has other names than the rest.
    const { axis, reductionIndices, keepDims: keep = false } = attributes<Partial<SumAttrs & MaxAttrs>>(call);
    const { axes, shape } = reducedAxes(x.shape, axis ?? reductionIndices, keep);
    const dtype = dtypeOf(x);
    if (axes.length === 0) return x.dtype === dtype ? torch.share(x) : torch.output(convert(torch.handle(x), x.dtype, dtype), x.shape, dtype);
    return torch.output(compute(torch.handle(x), axes, keep, x), shape, dtype);
  };
  const sameType = (x: TensorInfo) => x.dtype as 'float32' | 'int32' | 'bool';
  const number = (x: TensorInfo) => (x.dtype === 'bool' ? 'int32' : sameType(x));
  /** torch adds and multiplies whole numbers as int64, unless it is told. */
  const accumulated = (x: TensorInfo) => (x.dtype === 'float32' || x.dtype === 'complex64' ? null : torch.dtypes.int32);

  /** NaN never wins, as in tfjs. */
  const arg = (compute: (x: Handle, axis: number | null, keep: boolean) => Handle, worst: number) => (call: Call): TensorInfo => {
    const x = input(call, 'x');
    const { axes, shape } = reducedAxes(x.shape, attributes<ArgMaxAttrs>(call).axis, false);
    const values = x.dtype === 'float32' ? nanToNum(torch.handle(x), worst, Infinity, -Infinity) : convert(torch.handle(x), x.dtype, 'int32');
    return torch.output(convert(compute(values, axes[0]!, false), 'int64', 'int32'), shape, 'int32');
  };

  return {
    Sum: reduction((x, axes, keep, of) => sum(x, axes, keep, accumulated(of)), number),
    Mean: reduction((x, axes, keep) => mean(x, axes, keep, torch.dtypes.float32), () => 'float32'),
    Max: reduction((x, axes, keep) => amax(x, axes, keep), sameType),
    Min: reduction((x, axes, keep) => amin(x, axes, keep), sameType),
    // torch multiplies along one axis at a time: the last first, so that the others keep their places.
    Prod: reduction((x, axes, keep, of) => [...axes].sort((a, b) => b - a).reduce<Handle>((product, axis) => prod(product, axis, keep, accumulated(of)), x), number),
    All: reduction((x, axes, keep) => all(x, axes, keep), () => 'bool'),
    Any: reduction((x, axes, keep) => any(x, axes, keep), () => 'bool'),
    /** The first of several. */
    ArgMax: arg(argmax, -Infinity),
    ArgMin: arg(argmin, Infinity),
  };
}
