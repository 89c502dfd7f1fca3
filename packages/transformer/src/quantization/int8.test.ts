import { describe, expect, it } from 'vitest';

import { dequantizeInt8, int8Product, quantizeInt8 } from './index.ts';

const matrix = (data: number[], shape: number[]) => ({ data: Float32Array.from(data), shape });

describe('signed bytes', () => {
  it('scale each output by its largest weight: scale = max |w| / 127, value = w / scale', () => {
    const { values, scales } = quantizeInt8(matrix([127, -63, 0, 0.5, -1, 0.25], [2, 3]), 0);
    expect([...scales]).toEqual([1, Math.fround(1 / 127)]);
    // 0.5 and 0.25 of 127: 63.5 goes to even, 31.75 up.
    expect([...values]).toEqual([127, -63, 0, 64, -127, 32]);
  });

  it('round ties to even, both ways', () => {
    expect([...quantizeInt8(matrix([127, 0.5, 1.5, 2.5, -0.5, -1.5, -2.5], [1, 7]), 0).values]).toEqual([127, 0, 2, 2, -0, -2, -2].map((value) => value + 0));
  });

  it('give a row of zeros the scale 1', () => {
    expect(quantizeInt8(matrix([0, 0], [1, 2]), 0).scales[0]).toBe(1);
  });

  it('lie as the weights do: columns are outputs where axis 1 counts them', () => {
    const rows = quantizeInt8(matrix([1, 2, 3, -4, 5, -6], [2, 3]), 0);
    const columns = quantizeInt8(matrix([1, -4, 2, 5, 3, -6], [3, 2]), 1);
    expect(columns.scales).toEqual(rows.scales);
    expect([...columns.values]).toEqual([0, 3, 1, 4, 2, 5].map((i) => rows.values[i]));
    expect(dequantizeInt8(columns).data[1]).toBe(dequantizeInt8(rows).data[3]);
    const x = matrix([0.5, -1, 2, 1, 1, 1], [2, 3]);
    expect(int8Product(x, columns)).toEqual(int8Product(x, rows));
    expect(int8Product(x, columns, { dynamic: true })).toEqual(int8Product(x, rows, { dynamic: true }));
  });

  it('are off by half a step at most', () => {
    const weight = matrix(Array.from({ length: 60 }, (_, i) => Math.sin(i * i)), [5, 12]);
    const quantized = quantizeInt8(weight, 0);
    const restored = dequantizeInt8(quantized).data;
    for (const [i, value] of restored.entries()) expect(Math.abs(value - weight.data[i]!)).toBeLessThanOrEqual(quantized.scales[Math.floor(i / 12)]! * 0.5001);
  });

  it('multiply whole numbers where x is quantised, too', () => {
    // Rows of x and W that signed bytes hold exactly.
    const quantized = quantizeInt8(matrix([127, 1, -2, 127], [2, 2]), 0);
    expect([...int8Product(matrix([127, 3], [1, 2]), quantized, { dynamic: true }).data]).toEqual([127 * 127 + 3, -2 * 127 + 3 * 127]);
  });

  it('are refused for what is no matrix, or not finite', () => {
    expect(() => quantizeInt8(matrix([1], [1]), 0)).toThrow(expect.objectContaining({ code: 'SHAPE_MISMATCH' }));
    expect(() => quantizeInt8(matrix([1, NaN], [1, 2]), 0)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID', message: 'quantizeInt8 takes finite numbers, got NaN at [0, 1].' }));
    expect(() => int8Product(matrix([1], [1, 1]), quantizeInt8(matrix([1, 2], [1, 2]), 0))).toThrow(expect.objectContaining({ code: 'SHAPE_MISMATCH' }));
  });
});
