import { key, normalArray } from '@figment/core/random';
import { describe, expect, it } from 'vitest';

import type { Points } from './points.ts';
import { principalAxes } from './principal-axes.ts';

/** 2000 points around (5, 0, 0): standard deviation 3 along (0, 1, 1) / sqrt 2, 1 along (1, 0, 0), 0.1 along (0, 1, -1) / sqrt 2. */
function cigar(): Points {
  const noise = normalArray(key(3), 6000);
  const data = new Float32Array(6000);
  for (let i = 0; i < 2000; i++) {
    const [a, b, c] = [3 * noise[3 * i]!, noise[3 * i + 1]!, 0.1 * noise[3 * i + 2]!];
    data.set([5 + b, (a + c) / Math.SQRT2, (a - c) / Math.SQRT2], 3 * i);
  }
  return { data, count: 2000, dimension: 3 };
}

describe('principalAxes', () => {
  it('finds the mean, and the directions by length', () => {
    const { mean, axes } = principalAxes(cigar(), 2, key(1));
    expect(mean[0]).toBeCloseTo(5, 1);
    const first = Math.hypot(axes[0]!, axes[1]!, axes[2]!), second = Math.hypot(axes[3]!, axes[4]!, axes[5]!);
    expect(first).toBeCloseTo(3, 0);
    expect(second).toBeCloseTo(1, 1);
    expect(Math.abs(axes[1]! + axes[2]!) / (Math.SQRT2 * first)).toBeCloseTo(1, 3);
    expect(Math.abs(axes[3]!) / second).toBeCloseTo(1, 2);
  });

  it('gives axes of no length for points that are all the same', () => {
    const { axes } = principalAxes({ data: new Float32Array(30).fill(2), count: 10, dimension: 3 }, 3, key(1));
    for (const length of axes) expect(length).toBeCloseTo(0, 12);
  });
});
