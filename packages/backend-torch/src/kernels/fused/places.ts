import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { shapeRows } from '../../rows/shape.ts';
import { rowMajor, sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';

/** How torch's norms over places see tensors that have their channels last. */
export interface Places {
  /** [..., C] -> [B, C, P, 1], with channels last in memory; only the CPU has kernels for that, others take a copy. */
  readonly of: (x: TensorInfo, batch: number) => Handle;
  /** [B, C, P, 1], any strides -> as `like`, [..., C] */
  readonly channelsLast: (y: Handle, like: TensorInfo, batch: number) => TensorInfo;
}

export function placesWith(torch: Torch): Places {
  const { contiguous } = torch.rows(shapeRows);
  return {
    of: (x, batch) => {
      const channels = x.shape.at(-1)!;
      const count = sizeOf(x.shape) / batch / channels;
      const seen = torch.view(torch.contiguous(x), [batch, channels, count, 1], [count * channels, 1, channels, channels]);
      return torch.device.name === 'cpu' ? seen : contiguous(seen, 0);
    },
    channelsLast: (y, like, batch) => {
      const [ofBatch, ofChannel, ofPlace] = torch.stridesOf(y, 3) as [number, number, number];
      // Places lie evenly apart, whatever the layout.
      const strides = batch === 1
        ? [...rowMajor(like.shape.slice(0, -1)).map((step) => step * ofPlace), ofChannel]
        : [ofBatch, ...rowMajor(like.shape.slice(1, -1)).map((step) => step * ofPlace), ofChannel];
      return torch.output(torch.view(y, like.shape, strides), like.shape, 'float32', { strides });
    },
  };
}
