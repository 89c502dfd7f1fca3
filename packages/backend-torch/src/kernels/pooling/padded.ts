import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import type { Torch } from '../../tensors/torch.ts';
import { channelsLast } from '../convolution/layout.ts';
import type { Padding } from '../shape/padding.ts';
import { offsetOf } from '../shape/views.ts';
import type { WindowAxis } from './window.ts';

/** Padding of [N, C, ...] where windows reach over the edges. */
export function paddingOf(axes: readonly WindowAxis[]): Padding {
  return [[0, 0], [0, 0], ...axes.map(({ before, after }) => [before, after] as const)];
}

/** What lies within the padding of [N, C, ...] as a tensor of `shape`: [N, ..., C]. */
export function cropped(torch: Torch, padded: Handle, axes: readonly WindowAxis[], shape: readonly number[]): TensorInfo {
  const strides = torch.stridesOf(padded, shape.length);
  return channelsLast(torch, padded, shape, offsetOf([0, 0, ...axes.map(({ before }) => before)], strides));
}
