import { describe, expect, it } from 'vitest';

import { imageGrid } from './grid.ts';
import { padImages } from './pad.ts';

describe('imageGrid', () => {
  it('sets pictures side by side with a gap around each, empty places in the background', () => {
    const grid = imageGrid({ data: Uint8Array.of(10, 20, 30), shape: [3, 1, 1, 1] }, { columns: 2, gap: 1, background: [1, 1, 1] });
    expect(grid.shape).toEqual([5, 5, 3]);
    const gray = Array.from({ length: 25 }, (_, i) => grid.data[3 * i]);
    expect(gray).toEqual([1, 1, 1, 1, 1, 1, 10, 1, 20, 1, 1, 1, 1, 1, 1, 1, 30, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('makes each pixel a square', () => {
    const grid = imageGrid({ data: Uint8Array.of(1, 2, 3, 4), shape: [1, 2, 2, 1] }, { gap: 0, scale: 2 });
    expect(Array.from({ length: 16 }, (_, i) => grid.data[3 * i])).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
  });

  it('takes floats, and blends transparent pictures with the background', () => {
    expect(Array.from(imageGrid({ data: new Float32Array([0, 0.5, 1]), shape: [1, 1, 1, 3] }, { gap: 0 }).data)).toEqual([0, 128, 255]);
    expect(Array.from(imageGrid({ data: Uint8Array.of(200, 100, 0, 51), shape: [1, 1, 1, 4] }, { gap: 0, background: [0, 0, 100] }).data)).toEqual([40, 20, 80]);
  });

  it('is about square when no number of columns is given', () => {
    expect(imageGrid({ data: new Uint8Array(7), shape: [7, 1, 1, 1] }, { gap: 0 }).shape).toEqual([3, 3, 3]);
  });

  it('refuses a single picture without its axis, and a scale that is no whole number', () => {
    expect(() => imageGrid({ data: new Uint8Array(3), shape: [1, 1, 3] })).toThrow(expect.objectContaining({ code: 'SHAPE_MISMATCH' }) as Error);
    expect(() => imageGrid({ data: new Uint8Array(1), shape: [1, 1, 1, 1] }, { scale: 1.5 })).toThrow(expect.objectContaining({ code: 'OPTIONS_INVALID' }) as Error);
  });
});

describe('padImages', () => {
  it('puts each picture in the middle of zeros', () => {
    const padded = padImages({ data: Uint8Array.of(1, 2, 3, 4), shape: [2, 1, 2, 1] }, 4);
    expect(padded.shape).toEqual([2, 4, 4, 1]);
    expect(Array.from(padded.data)).toEqual([0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('refuses pictures that are larger', () => {
    expect(() => padImages({ data: new Uint8Array(4), shape: [1, 2, 2, 1] }, 1)).toThrow(expect.objectContaining({ code: 'SHAPE_MISMATCH' }) as Error);
  });
});
