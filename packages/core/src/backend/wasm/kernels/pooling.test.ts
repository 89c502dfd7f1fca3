import { type NamedAttrMap, engine, memory, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { selectBackend } from '../../select.ts';

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
}, 60_000);

type Shape = readonly [number, number, number, number];

function numbers(seed: number, shape: readonly number[]): Float32Array {
  return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.abs(Math.sin(seed + 12.9898 * i) * 43758.5453) % 1);
}

/** The definition: each output gives to the places of its window. */
function expected(kind: 'MaxPoolGrad' | 'AvgPoolGrad', x: Float32Array, dy: Float32Array, [b, h, w, c]: Shape, rows: number, columns: number, size: number, stride: number, pad: number): Float32Array {
  const dx = new Float32Array(x.length);
  for (let n = 0, out = 0; n < b; n++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        for (let k = 0; k < c; k++, out++) {
          const places: number[] = [];
          for (let p = i * stride - pad; p < i * stride - pad + size; p++) {
            for (let q = j * stride - pad; q < j * stride - pad + size; q++) if (p >= 0 && p < h && q >= 0 && q < w) places.push(((n * h + p) * w + q) * c + k);
          }
          const largest = places.reduce((best, place) => (x[place]! > x[best]! ? place : best));
          if (kind === 'MaxPoolGrad') dx[largest]! += dy[out]!;
          else for (const place of places) dx[place]! += dy[out]! / places.length;
        }
      }
    }
  }
  return dx;
}

describe.each(['MaxPoolGrad', 'AvgPoolGrad'] as const)('%s on wasm', (kind) => {
  it.each<[Shape, number, number, number]>([
    [[1, 4, 4, 1], 2, 2, 0],
    [[2, 7, 5, 3], 3, 1, 1],
    [[2, 9, 9, 17], 3, 2, 1],
    [[1, 5, 5, 65], 2, 1, 0],
  ])('of %j, windows of %i, stride %i, padding %i', async (shape, size, stride, pad) => {
    const before = memory().numTensors;
    const [rows, columns] = [shape[1], shape[2]].map((length) => Math.floor((length + 2 * pad - size) / stride) + 1) as [number, number];
    const outShape = [shape[0], rows, columns, shape[3]];
    const [x, dy] = [numbers(1, shape), numbers(2, outShape)];
    const attrs = { filterSize: [size, size], strides: [stride, stride], pad, dimRoundingMode: 'floor' } as unknown as NamedAttrMap;
    const dx = tidy(() => {
      const [input, upstream] = [tensor(x, [...shape]), tensor(dy, outShape)];
      return engine().runKernel<Tensor>(kind, { dy: upstream, input, ...(kind === 'MaxPoolGrad' && { output: upstream }) }, attrs);
    });
    const exact = expected(kind, x, dy, shape, rows, columns, size, stride, pad);
    (await dx.data()).forEach((value, i) => { expect(value).toBeCloseTo(exact[i]!, 5); });
    dx.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
