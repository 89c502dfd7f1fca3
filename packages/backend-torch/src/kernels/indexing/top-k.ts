import { input, type Kernels } from '@figment/core/backend';
import type { TensorInfo, TopKAttrs } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import { indexingRows } from '../../rows/indexing.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { attributes } from '../attributes.ts';
import { convertWith } from '../elementwise/convert.ts';
import { positionsWith } from './positions.ts';

const low32 = 2 ** 32 - 1;

/** The largest elements along the last axis, the first of equal ones first. */
export function topKKernels(torch: Torch): Kernels<TorchBackend> {
  const rows = torch.rows(elementwiseRows);
  const { topk, gather } = torch.rows(indexingRows);
  const convert = convertWith(torch);
  const positions = positionsWith(torch);
  const int64 = (value: number): Handle => torch.constant(`int64 ${value.toString()}`, [], () => wide(value));
  const wide = (value: number): Handle => {
    const halves = torch.upload(Int32Array.of(value | 0, Math.floor(value / 2 ** 32)), [2], 'int32');
    return torch.view(rows.viewAs(halves, torch.dtypes.int64), [], []);
  };

  /**
   * torch's own choice among equal elements is open. So it is given numbers that are all different: the element in the
   * upper half, as a whole number of the same order, and in the lower half how far it stands from the end.
   */
  const keysOf = (x: TensorInfo, length: number): Handle => {
    const ordered = x.dtype === 'float32' ? orderedBits(torch.handle(x)) : convert(torch.handle(x), x.dtype, 'int32');
    const upper = rows.leftShift(convert(ordered, 'int32', 'int64'), int64(32));
    return rows.bitwiseOr(upper, rows.bitwiseXor(positions(length, 'int64'), int64(low32)));
  };
  /** The bits of a float, where negative ones have all but the sign turned round, are in the order of the floats. -0 becomes 0. */
  const orderedBits = (x: Handle): Handle => {
    const bits = rows.viewAs(rows.where(rows.eq(x, torch.scalar(0)), torch.scalar(0), x), torch.dtypes.int32);
    const turned = rows.bitwiseAnd(rows.rightShift(bits, torch.scalar(31, 'int32')), torch.scalar(2 ** 31 - 1, 'int32'));
    return rows.bitwiseXor(bits, turned);
  };

  return {
    /** x: [..., N] -> values [..., k], indices int32 [..., k]; sorted whether or not it is asked for. */
    TopK: (call) => {
      const x = input(call, 'x');
      const { k } = attributes<TopKAttrs>(call);
      const shape = [...x.shape.slice(0, -1), k];
      const [keys] = topk(keysOf(x, x.shape.at(-1)!), k, -1, true, true);
      const indices = rows.bitwiseXor(rows.bitwiseAnd(keys, int64(low32)), int64(low32));
      return [
        torch.output(gather(torch.handle(x), x.shape.length - 1, indices, false), shape, x.dtype),
        torch.output(convert(indices, 'int64', 'int32'), shape, 'int32'),
      ];
    },
  };
}
