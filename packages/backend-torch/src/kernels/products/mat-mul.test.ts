import { runKernel } from '@figment/core/backend';
import { dispose, reshape, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import type { Torch } from '../../tensors/torch.ts';
import { expectClose, expectNoLeak, numbers } from '../../testing/numbers.ts';
import { describeTorch, startForTests } from '../../testing/torch.ts';
import { type Gemm, Multiplier } from './gemm.ts';

interface Sizes {
  /** Batch axes of both. */
  readonly lead?: readonly [readonly number[], readonly number[]];
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

const shapes: Readonly<Record<string, Sizes>> = {
  'two matrices': { rows: 5, inner: 7, columns: 3 },
  'two large matrices': { rows: 130, inner: 97, columns: 120 },
  'batches': { lead: [[3], [3]], rows: 4, inner: 5, columns: 6 },
  'a batch and one matrix': { lead: [[3], [1]], rows: 4, inner: 5, columns: 6 },
  'one matrix and a batch': { lead: [[1], [3]], rows: 4, inner: 5, columns: 6 },
  'two axes of batches': { lead: [[2, 3], [2, 3]], rows: 4, inner: 5, columns: 6 },
  'sums of nothing': { rows: 2, inner: 0, columns: 3 },
  'no rows': { rows: 0, inner: 4, columns: 3 },
  'an empty batch': { lead: [[0], [0]], rows: 2, inner: 4, columns: 3 },
};

/** By the definition, in float64. */
function product(a: ArrayLike<number>, b: ArrayLike<number>, { lead = [[], []], rows, inner, columns }: Sizes, transposeA: boolean, transposeB: boolean): number[] {
  const sizes = lead.map((axes) => axes.reduce((x, y) => x * y, 1)) as [number, number];
  const batch = sizes.includes(0) ? 0 : Math.max(...sizes);
  return Array.from({ length: batch * rows * columns }, (_, at) => {
    const [k, i, j] = [Math.floor(at / (rows * columns)), Math.floor(at / columns) % rows, at % columns];
    const [atA, atB] = [(k % sizes[0]) * rows * inner, (k % sizes[1]) * inner * columns];
    let sum = 0;
    for (let n = 0; n < inner; n++) sum += a[atA + (transposeA ? n * rows + i : i * inner + n)]! * b[atB + (transposeB ? j * inner + n : n * columns + j)]!;
    return sum;
  });
}

const turns = [[false, false], [false, true], [true, false], [true, true]] as const;

describeTorch('products of matrices', () => {
  let torch: Torch;
  beforeAll(async () => { ({ torch } = await startForTests()); });

  describe.each(Object.entries(shapes))('of %s', (_name, sizes) => {
    it.each(turns)('transposed: %s, %s', (transposeA, transposeB) => {
      expectNoLeak(() => {
        const { lead = [[], []], rows, inner, columns } = sizes;
        const a = numbers(1, ...lead[0], ...(transposeA ? [inner, rows] : [rows, inner]));
        const b = numbers(2, ...lead[1], ...(transposeB ? [columns, inner] : [inner, columns]));
        const [y] = runKernel('BatchMatMul', { a, b }, { transposeA, transposeB }) as [Tensor];
        expect(y.shape.slice(-2)).toEqual([rows, columns]);
        expectClose(y, product(a.dataSync(), b.dataSync(), sizes, transposeA, transposeB), { atol: 5e-5 });
        dispose([a, b, y]);
      });
    });
  });

  it('are whole where their factors are', () => {
    expectNoLeak(() => {
      const [a, b] = [tensor([1, 2, 3, 4, 5, 6], [2, 3], 'int32'), tensor([100_000, -2, 3, 4, 50_000, 6], [3, 2], 'int32')];
      const [y] = runKernel('BatchMatMul', { a, b }, { transposeA: false, transposeB: false }) as [Tensor];
      expect(y.dtype).toBe('int32');
      expect([...y.dataSync()]).toEqual([250_006, 24, 700_015, 48]);
      dispose([a, b, y]);
    });
  });

  it.each([
    ['linear', (x: number) => x],
    ['relu', (x: number) => Math.max(x, 0)],
    ['relu6', (x: number) => Math.min(Math.max(x, 0), 6)],
    ['sigmoid', (x: number) => 1 / (1 + Math.exp(-x))],
    ['elu', (x: number) => (x > 0 ? x : Math.expm1(x))],
    ['leakyrelu', (x: number) => (x > 0 ? x : 0.3 * x)],
    ['prelu', (x: number) => (x > 0 ? x : 0.25 * x)],
  ] as const)('end with a bias and %s', (activation, f) => {
    expectNoLeak(() => {
      const [a, b, bias, alpha] = [numbers(1, 3, 4), numbers(2, 4, 5), numbers(3, 5), tensor([0.25])];
      const sums = product(a.dataSync(), b.dataSync(), { rows: 3, inner: 4, columns: 5 }, false, false).map((sum, i) => sum + bias.dataSync()[i % 5]!);
      for (const given of [bias, reshape(bias, [1, 5])]) {
        const [y] = runKernel('_FusedMatMul', { a, b, bias: given, preluActivationWeights: activation === 'prelu' ? alpha : undefined }, { transposeA: false, transposeB: false, activation, leakyreluAlpha: 0.3 }) as [Tensor];
        expectClose(y, sums.map(f));
        dispose(y);
        if (given !== bias) dispose(given);
      }
      dispose([a, b, bias, alpha]);
    });
  });

  it.each<Gemm>(['blas', 'onednn'])('are the same by %s, whatever the strides', (gemm) => {
    const multiplier = new Multiplier(torch, gemm);
    const sizes = { rows: 130, inner: 97, columns: 120 };
    const [x, w, bias] = [numbers(1, 130, 97), numbers(2, 120, 97), numbers(3, 120)];
    const expected = product(x.dataSync(), w.dataSync(), sizes, false, true).map((sum, i) => sum + bias.dataSync()[i % 120]!);
    const inColumns = x.dataSync().map((_, i) => x.dataSync()[(i % 130) * 97 + Math.floor(i / 130)]!);
    torch.scope(() => {
      for (const handle of [torch.handle(x), torch.view(torch.upload(inColumns, [97, 130], 'float32'), [130, 97], [1, 130])]) {
        const y = multiplier.product({ x: handle, weight: torch.handle(w), bias: torch.handle(bias), sizes: [130, 97, 120] });
        const worst = torch.read(y, [130, 120]).reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
        expect(worst).toBeLessThan(1e-4);
      }
    });
    dispose([x, w, bias]);
  });

  it('go to the library that was measured to be faster, or that was named', () => {
    expect(['blas', 'onednn']).toContain(new Multiplier(torch, undefined).gemm);
    expect(new Multiplier(torch, 'blas').gemm).toBe('blas');
  });
});
