import { describe, expect, it } from 'vitest';

import { fromTorch, layoutOf, toTorch, torchShape } from './layout.ts';

describe('layouts', () => {
  it('a matrix is transposed', () => {
    expect(toTorch({ data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] }, 'matrix')).toEqual({ data: Float32Array.of(1, 4, 2, 5, 3, 6), shape: [3, 2] });
  });

  it('a kernel [h, w, in, out] becomes [out, in, h, w]', () => {
    // value = 1000 h + 100 w + 10 in + out
    const shape = [2, 3, 2, 4];
    const data = new Float32Array(48).map((_, i) => 1000 * Math.floor(i / 24) + 100 * (Math.floor(i / 8) % 3) + 10 * (Math.floor(i / 4) % 2) + (i % 4));
    const torch = toTorch({ data, shape }, 'kernel');
    expect(torch.shape).toEqual([4, 2, 2, 3]);
    // out 3, in 1, h 0, w 2 of [4, 2, 2, 3]
    expect(torch.data[((3 * 2 + 1) * 2 + 0) * 3 + 2]).toBe(213);
    expect(fromTorch(torch, 'kernel')).toEqual({ data, shape });
  });

  it('knows which parameter lies how', () => {
    expect(layoutOf('conv.weight', [3, 3, 4, 8])).toBe('kernel');
    expect(layoutOf('to_q.weight', [4, 8])).toBe('matrix');
    expect(layoutOf('quantize.embedding.weight', [16, 3])).toBe('same');
    expect(layoutOf('conv.bias', [8])).toBe('same');
    expect(layoutOf('conv.weight', [3, 4, 8])).toBe('kernel');
    expect(layoutOf('pos_embed', [1, 4, 8])).toBe('same');
    expect(torchShape([3, 3, 4, 8], 'kernel')).toEqual([8, 4, 3, 3]);
  });
});
