import { input, type Kernels } from '@figment/core/backend';
import { type FillAttrs, type LinSpaceAttrs, type RangeAttrs, type TensorInfo, util } from '@tensorflow/tfjs-core';

import { hostArrays, type TensorType } from '../../tensors/element-types.ts';
import { rowMajor, sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { fullWith } from './full.ts';

/** Tensors out of nothing. */
export function fillKernels(torch: Torch): Kernels<TorchBackend> {
  const full = fullWith(torch);
  const filled = (shape: readonly number[], value: number, dtype: TensorType): TensorInfo =>
    // A number without shape may never be needed on the device.
    shape.length === 0 && dtype !== 'complex64' ? torch.fromHost(hostArrays[dtype].of(value), shape, dtype) : torch.output(full(shape, value, dtype), shape, dtype, { strides: rowMajor(shape) });
  const like = (value: number): Kernels<TorchBackend>[string] => (call) => {
    const x = input(call, 'x');
    return filled(x.shape, value, x.dtype as 'float32');
  };

  return {
    Fill: ({ attrs }) => {
      const { shape, value, dtype } = attributes<FillAttrs>({ attrs });
      if (typeof value === 'string') return torch.records.note(torch.records.write(new Array<Uint8Array>(sizeOf(shape)).fill(util.encodeString(value)), shape, 'string'));
      return filled(shape, value, ((dtype as string | undefined) ?? util.inferDtype(value)) as 'float32');
    },
    ZerosLike: like(0),
    OnesLike: like(1),
    /** From start on, up to but not with stop. A step of 1 counts down where stop is below. */
    Range: ({ attrs }) => {
      const { start, stop, step, dtype } = attributes<RangeAttrs>({ attrs });
      const by = stop < start && step === 1 ? -1 : step;
      const count = start === stop || (start < stop && by < 0) || (stop < start && by > 0) ? 0 : Math.abs(Math.ceil((stop - start) / step));
      return torch.fromHost(hostArrays[dtype].from(Array.from({ length: count }, (_, i) => start + i * by)), [count], dtype);
    },
    /** From start to stop in equal steps, with both. */
    LinSpace: ({ attrs }) => {
      const { start, stop, num } = attributes<LinSpaceAttrs>({ attrs });
      return torch.fromHost(Float32Array.from({ length: num }, (_, i) => (num === 1 ? start : start + (i * (stop - start)) / (num - 1))), [num], 'float32');
    },
  };
}
