import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import type { Torch } from '../../tensors/torch.ts';

/** Memory and how it is read. */
export interface Strided {
  readonly handle: Handle;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

export function strided(torch: Torch, tensor: TensorInfo): Strided {
  return { handle: torch.handle(tensor), shape: tensor.shape, strides: torch.strides(tensor) };
}

/** Torch sees channels second; nothing is copied. [B, ..., C] -> [B, C, ...] */
export function channelsSecond(torch: Torch, x: Strided | TensorInfo): Handle {
  return permuted(torch, 'handle' in x ? x : strided(torch, x), [0, x.shape.length - 1, ...range(1, x.shape.length - 1)]);
}

/** What torch returned with any strides. [B, C, ...] -> [B, ..., C] of `shape`, from `offset` on */
export function channelsLast(torch: Torch, x: Handle, shape: readonly number[], offset = 0): TensorInfo {
  const [batch, channels, ...places] = torch.stridesOf(x, shape.length) as [number, number, ...number[]];
  const strides = [batch, ...places, channels];
  return torch.output(torch.view(x, shape, strides, offset), shape, 'float32', { strides });
}

/** Torch sees a kernel's outputs first. [k, ..., I, O] -> [O, I, k, ...] */
export function outputsFirst(torch: Torch, kernel: Strided): Handle {
  const rank = kernel.shape.length;
  return permuted(torch, kernel, [rank - 1, rank - 2, ...range(0, rank - 2)]);
}

/** What torch returned with any strides. [O, I, k, ...] -> [k, ..., I, O], where `multiplier` is given with O as channels and multiplier */
export function outputsLast(torch: Torch, kernel: Handle, shape: readonly number[], multiplier?: number): TensorInfo {
  const [outputs, inputs, ...taps] = torch.stridesOf(kernel, shape.length) as [number, number, ...number[]];
  const strides = multiplier === undefined ? [...taps, inputs, outputs] : [...taps, outputs * multiplier, outputs];
  return torch.output(torch.view(kernel, shape, strides), shape, 'float32', { strides });
}

function permuted(torch: Torch, { handle, shape, strides }: Strided, axes: readonly number[]): Handle {
  return torch.view(handle, axes.map((axis) => shape[axis]!), axes.map((axis) => strides[axis]!));
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
