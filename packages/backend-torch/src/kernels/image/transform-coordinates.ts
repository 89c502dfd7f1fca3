import type { TransformAttrs } from '@tensorflow/tfjs-core';

export type FillMode = TransformAttrs['fillMode'];

/**
 * Where a coordinate outside of [0, length - 1] is read, by TensorFlow's ImageProjectiveTransformV3
 * (tensorflow/core/kernels/image/image_ops.h).
 */
export function mappedCoordinate(at: number, length: number, mode: FillMode): number {
  if (mode === 'constant') return at;
  if (mode === 'nearest' || length <= 1) return within(length <= 1 && mode !== 'nearest' && (at < 0 || at > length - 1) ? 0 : at, length);
  return within(mode === 'reflect' ? reflected(at, length) : wrapped(at, length), length);
}

const within = (at: number, length: number): number => Math.max(0, Math.min(length - 1, at));

/** abcd: dcba|abcd|dcba */
function reflected(at: number, length: number): number {
  const period = 2 * length;
  if (at < 0) {
    const near = at < period ? period * Math.trunc(-at / period) + at : at;
    return near < -length ? near + period : -near - 1;
  }
  if (at <= length - 1) return at;
  const near = at - period * Math.trunc(at / period);
  return near >= length ? period - near - 1 : near;
}

/** abcd: abcd|abcd|abcd */
function wrapped(at: number, length: number): number {
  if (at < 0) return at + length * (Math.trunc(-at / (length - 1)) + 1);
  return at > length - 1 ? at - length * Math.trunc(at / (length - 1)) : at;
}
