import { input, type Kernels } from '@figment/core/backend';
import type { MirrorPadAttrs, PadV2Attrs } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { indexingRows } from '../../rows/indexing.ts';
import { shapeRows } from '../../rows/shape.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { convertWith } from '../elementwise/convert.ts';

/** Before and after each axis; torch begins with the last one. */
export type Padding = readonly (readonly [number, number])[];

/** Surrounds a handle of numbers with a constant. */
export function padWith(torch: Torch): (x: Handle, padding: Padding, value: number) => Handle {
  const pad = torch.shim('pad TIsg T') ?? torch.row(shapeRows.pad);
  return (x, padding, value) => pad(x, [...padding].reverse().flat(), 'constant', value);
}

/** Tensors with a border. */
export function paddingKernels(torch: Torch): Kernels<TorchBackend> {
  const { contiguous } = torch.rows(shapeRows);
  const { indexSelect } = torch.rows(indexingRows);
  const pad = padWith(torch);
  const convert = convertWith(torch);
  return {
    PadV2: (call) => {
      const x = input(call, 'x');
      const { paddings, constantValue } = attributes<PadV2Attrs>(call);
      if (paddings.every(([before, after]) => before === 0 && after === 0)) return torch.share(x);
      const type = x.dtype === 'bool' ? 'int32' : x.dtype as 'float32' | 'int32';
      const padded = pad(convert(torch.handle(x), x.dtype, type), paddings, constantValue);
      return torch.output(convert(padded, type, x.dtype as 'float32'), x.shape.map((length, axis) => length + paddings[axis]![0] + paddings[axis]![1]), x.dtype);
    },
    MirrorPad: (call) => {
      const x = input(call, 'x');
      const { paddings, mode } = attributes<MirrorPadAttrs>(call);
      let values = torch.handle(x);
      const shape = [...x.shape];
      for (const [axis, [before, after]] of paddings.entries()) {
        if (before === 0 && after === 0) continue;
        const positions = mirrored(shape[axis]!, before, after, mode === 'reflect' ? 0 : 1);
        values = indexSelect(values, axis, torch.upload(positions, [positions.length], 'int32'));
        shape[axis] = positions.length;
      }
      if (values === torch.handle(x)) return torch.share(x);
      return torch.output(contiguous(values, 0), shape, x.dtype);
    },
  };
}

/** Where each element along a padded axis comes from; the edge itself is repeated `edge` times. */
function mirrored(length: number, before: number, after: number, edge: 0 | 1): Int32Array {
  return Int32Array.from({ length: before + length + after }, (_, i) => {
    const at = i - before;
    if (at < 0) return -at - edge;
    return at < length ? at : 2 * (length - 1) - at + edge;
  });
}
