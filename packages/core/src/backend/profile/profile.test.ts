import { add, engine, logSoftmax, matMul, relu, square, tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { expectNoLeak, onEachBackend } from '../../../test/backends.ts';
import { dispose, silu, tidy } from '../../ops/index.ts';
import { profile } from './profile.ts';

onEachBackend((backend) => {
  describe('a profile', () => {
    it('counts the calls of each kernel and the bytes they made', () =>
      expectNoLeak(async () => {
        const x = tensor([1, -2, 3, -4], [2, 2]);
        const { result, kernels, milliseconds } = await profile(() => tidy(() => relu(add(add(matMul(x as never, x as never), x), x))));
        const of = (name: string) => kernels.find((kernel) => kernel.name === name);
        expect(of('Add')).toMatchObject({ calls: 2, bytes: 32 });
        expect(of('BatchMatMul')).toMatchObject({ calls: 1, bytes: 16 });
        expect(of('Relu')).toMatchObject({ calls: 1, bytes: 16 });
        expect(kernels.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
        expect(kernels.map((kernel) => kernel.milliseconds)).toEqual(kernels.map((kernel) => kernel.milliseconds).sort((a, b) => b - a));
        expect(kernels.reduce((sum, kernel) => sum + kernel.milliseconds, 0)).toBeLessThanOrEqual(milliseconds);
        dispose([x, result]);
      }));

    it('follows functions that wait', () =>
      expectNoLeak(async () => {
        const x = tensor([2]);
        const { result, kernels } = await profile(async () => {
          const y = square(x);
          await y.data();
          const z = square(y);
          y.dispose();
          return z;
        });
        expect(kernels).toMatchObject([{ name: 'Square', calls: 2 }]);
        dispose([x, result]);
      }));

    it('tells the most bytes there were', () =>
      expectNoLeak(async () => {
        const before = engine().state.numBytes;
        const x = tensor(new Float32Array(1000));
        const { result, peakBytes } = await profile(() => tidy(() => square(square(square(x)))));
        expect(peakBytes).toBe(before + 4 * 4000);
        dispose([x, result]);
      }));

    it('knows fused operations, and those that tfjs composes', () =>
      expectNoLeak(async () => {
        const x = tensor([1, 2]);
        const { result, kernels } = await profile(() => tidy(() => [silu(x), logSoftmax(x)]));
        expect(kernels.map(({ name }) => name)).toContain(backend === 'cpu' ? 'Sigmoid' : 'FigmentSilu');
        expect(kernels.map(({ name }) => name)).toContain('Exp');
        dispose([x, ...result]);
      }));

    it('can be taken inside another', () =>
      expectNoLeak(async () => {
        const x = tensor([1, 2]);
        const outer = await profile(async () => {
          relu(x).dispose();
          const inner = await profile(() => { square(x).dispose(); });
          relu(x).dispose();
          return inner;
        });
        expect(outer.result.kernels.map(({ name, calls }) => [name, calls])).toEqual([['Square', 1]]);
        expect(outer.kernels.map(({ name, calls }) => [name, calls]).sort()).toEqual([['Relu', 2], ['Square', 1]]);
        x.dispose();
      }));

    it('leaves nothing behind, also when the function throws', async () => {
      await expect(profile(() => { throw new Error('stop'); })).rejects.toThrow('stop');
      expect(Object.hasOwn(engine(), 'runKernelFunc')).toBe(false);
    });
  });
});
