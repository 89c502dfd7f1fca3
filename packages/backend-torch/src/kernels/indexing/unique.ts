import { input, type Kernels } from '@figment/core/backend';
import { type UniqueAttrs, util } from '@tensorflow/tfjs-core';

import { indexingRows } from '../../rows/indexing.ts';
import { shapeRows } from '../../rows/shape.ts';
import { sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { replaceAxis } from '../shape/axis-lists.ts';

export function uniqueKernels(torch: Torch): Kernels<TorchBackend> {
  const { indexSelect } = torch.rows(indexingRows);
  const { reshape } = torch.rows(shapeRows);
  return {
    /**
     * The different slices along an axis in the order of their first occurrence, and which of them each slice is: int32 [N].
     * How many there are is only known once the values are, so they are read.
     */
    Unique: (call) => {
      const x = input(call, 'x');
      const [axis] = util.parseAxisParam(attributes<UniqueAttrs>(call).axis, x.shape) as [number];
      const length = x.shape[axis]!;
      const [before, after] = [sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis + 1))];
      const source = torch.handle(x);
      const values = torch.records.read(torch.records.of(x)) as Float32Array;
      const known = new Map<string, number>();
      const firsts: number[] = [];
      const which = new Int32Array(length);
      for (let i = 0; i < length; i++) {
        const slice: number[] = [];
        for (let outer = 0; outer < before; outer++) {
          const from = (outer * length + i) * after;
          slice.push(...values.subarray(from, from + after));
        }
        const key = slice.join();
        let number = known.get(key);
        if (number === undefined) {
          known.set(key, (number = known.size));
          firsts.push(i);
        }
        which[i] = number;
      }
      const shape = replaceAxis(x.shape, axis, firsts.length);
      const picked = indexSelect(source, axis, torch.upload(Int32Array.from(firsts), [firsts.length], 'int32'));
      return [torch.output(reshape(picked, shape), shape, x.dtype), torch.fromHost(which, [length], 'int32')];
    },
  };
}
