import { gather, tensor, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { requireOption, requireRank } from '../check.ts';

/** Options of {@link padEdges}. */
export interface PadEdgesOptions {
  /** [top, bottom, left, right]. */
  readonly padding: readonly [top: number, bottom: number, left: number, right: number];
  /** `reflect`: mirrored, the edge itself once; `replicate`: the edge again; `circular`: from the other side (reflect). */
  readonly mode?: 'reflect' | 'replicate' | 'circular' | undefined;
}

/**
 * Continues pictures beyond their edges. x: [B, H, W, C] -> [B, top + H + bottom, left + W + right, C]
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `OPTIONS_INVALID` when the padding is longer than what it repeats
 */
export function padEdges(x: Tensor, { padding, mode = 'reflect' }: PadEdgesOptions): Tensor {
  requireRank('padEdges', 'x', x, 4, '[batch, height, width, channels]');
  requireOption('padEdges', 'padding', (padding as readonly number[]).length === 4 && padding.every((side) => Number.isInteger(side) && side >= 0), 'four integers of at least 0', padding);
  requireOption('padEdges', 'mode', ['reflect', 'replicate', 'circular'].includes(mode), 'reflect, replicate or circular', mode);
  const [, height, width] = x.shape as [number, number, number, number];
  const [top, bottom, left, right] = padding;
  const limit = (length: number): number => (mode === 'reflect' ? length - 1 : mode === 'circular' ? length : Infinity);
  requireOption('padEdges', 'padding', Math.max(top, bottom) <= limit(height) && Math.max(left, right) <= limit(width), `at most ${limit(height)} rows and ${limit(width)} columns`, padding);
  const sources = (length: number, before: number, after: number): Tensor =>
    tensor(Int32Array.from({ length: before + length + after }, (_, i) => sourceOf(i - before, length, mode)), [before + length + after], 'int32');
  return tidy(() => {
    const rows = top + bottom === 0 ? x : gather(x, sources(height, top, bottom), 1);
    return left + right === 0 ? rows : gather(rows, sources(width, left, right), 2);
  });
}

/** Which place stands at i, which may lie outside of [0, length). */
function sourceOf(i: number, length: number, mode: 'reflect' | 'replicate' | 'circular'): number {
  if (mode === 'replicate') return Math.min(Math.max(i, 0), length - 1);
  if (mode === 'circular') return (i + length) % length;
  return i < 0 ? -i : i >= length ? 2 * (length - 1) - i : i;
}
