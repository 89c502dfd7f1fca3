import { input, type Kernels } from '@figment/core/backend';
import { type CumsumAttrs, type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { Handle, DtypeCode } from '../../abi/signature.ts';
import { reductionRows } from '../../rows/reductions.ts';
import { shapeRows } from '../../rows/shape.ts';
import { sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { fullWith } from '../creation/full.ts';
import { joinWith } from '../shape/joining.ts';

/** Sums and products of all up to each element, or of all before it. */
export function cumulativeKernels(torch: Torch): Kernels<TorchBackend> {
  const { cumsum, cumprod } = torch.rows(reductionRows);
  const { flip } = torch.rows(shapeRows);
  const join = joinWith(torch);
  const full = fullWith(torch);

  const cumulative = (compute: (x: Handle, axis: number, type: DtypeCode | null) => Handle, start: number): Kernels<TorchBackend>[string] => (call): TensorInfo => {
    const x = input(call, 'x');
    const { axis, exclusive, reverse } = attributes<CumsumAttrs>(call);
    const dtype = x.dtype === 'bool' ? 'int32' : x.dtype as 'float32' | 'int32';
    const [along = 0] = x.shape.length === 0 ? [] : util.parseAxisParam(axis, x.shape);
    const turned = (values: Handle): Handle => (reverse && x.shape.length > 0 ? flip(values, [along]) : values);

    let values = compute(turned(torch.handle(x)), along, dtype === 'float32' ? null : torch.dtypes.int32);
    if (exclusive && sizeOf(x.shape) > 0) {
      const first = full(x.shape.map((length, i) => (i === along ? 1 : length)), start, dtype);
      const rest = torch.view(values, x.shape.map((length, i) => (i === along ? length - 1 : length)), torch.stridesOf(values, x.shape.length));
      values = x.shape.length === 0 ? first : join([first, rest], along);
    }
    return torch.output(turned(values), x.shape, dtype);
  };
  return { Cumsum: cumulative(cumsum, 0), Cumprod: cumulative(cumprod, 1) };
}
