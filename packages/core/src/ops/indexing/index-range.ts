import { engine, getBackend } from '@tensorflow/tfjs-core';

import { FigmentError } from '../../errors.ts';
import type { Tensor } from '../../tensor.ts';

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Of int32 data that came from the host, as long as it lives. */
const known = new WeakMap<object, Range>();

/** Backends whose memory a program reads without waiting. */
const readable: readonly string[] = ['cpu', 'wasm'];

/** Notes what is known of a tensor's whole numbers without asking the device. */
export function noteRange(x: Tensor, data: ArrayLike<number>): void {
  known.set(x.dataId, rangeOf(data));
}

/** The same values by another handle have the same range. */
export function shareRange(from: Tensor, to: Tensor): Tensor {
  const range = from.dtype === 'int32' ? known.get(from.dataId) : undefined;
  if (range !== undefined) known.set(to.dataId, range);
  return to;
}

/**
 * Refuses indices outside of 0 to count - 1, apart from `except`, wherever that can be known without waiting for a device: where
 * its memory can be read at once (cpu, wasm), and on all backends for what {@link upload} brought there, under whichever shape. Elsewhere
 * (results of a GPU) kernels see to it that nothing foreign is read, and what comes of such an index is not defined.
 *
 * @throws FigmentError `INPUT_INVALID`
 */
export function requireIndices(op: string, name: string, indices: Tensor, count: number, except?: number): void {
  const isRight = (index: number): boolean => (index >= 0 && index < count) || index === except;
  const range = known.get(indices.dataId);
  if (range !== undefined && range.min >= 0 && range.max < count) return;
  if (readable.includes(getBackend())) {
    const wrong = Array.prototype.find.call(engine().readSync(indices.dataId), (index: number) => !isRight(index)) as number | undefined;
    if (wrong !== undefined) refuse(op, name, count, wrong);
    return;
  }
  if (range === undefined || indices.size === 0) return;
  for (const index of [range.min, range.max]) if (!isRight(index)) refuse(op, name, count, index);
}

function refuse(op: string, name: string, count: number, index: number): never {
  throw new FigmentError('INPUT_INVALID', `${op}: ${name} must be from 0 to ${count - 1}, got ${index}.`);
}

function rangeOf(data: ArrayLike<number>): Range {
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}
