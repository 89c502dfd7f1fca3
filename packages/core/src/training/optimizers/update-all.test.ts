import { dispose, getBackend, getKernel, tensor, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak, onEachBackend } from '../../../test/backends.ts';
import { clipByGlobalNorm, clipScale, globalNorm, withReferenceOps } from '../../ops/index.ts';
import type { Tensor } from '../../tensor.ts';
import { adam, type AdamOptions, adamW } from './adam.ts';
import type { Move, Optimizer, Slots, Updated } from './optimizer.ts';

const shapes = [[3, 5], [5], [2, 3, 4], []];

/** Numbers in [-1, 1), the same on every run. */
const numbers = (seed: number, shape: readonly number[]): Tensor =>
  tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => 2 * (Math.abs(Math.sin(seed + 12.9898 * i) * 43758.5453) % 1) - 1), [...shape]);

/** What three updates make of the parameters and slots, one parameter after the other. */
function oneByOne(optimizer: Optimizer, maxNorm: number): Updated[] {
  let states: Updated[] = shapes.map((shape, i) => ({ parameter: numbers(i, shape), slots: optimizer.start(shape) }));
  for (let step = 1; step <= 3; step++) {
    const { clipped } = clipByGlobalNorm(shapes.map((shape, i) => numbers(10 * step + i, shape)), maxNorm);
    states = states.map(({ parameter, slots }, i) => optimizer.update(parameter, clipped[i] as Tensor, slots, { step, learningRate: 0.01 }));
  }
  return states;
}

function together(optimizer: Optimizer, maxNorm: number): readonly Updated[] | undefined {
  let states: readonly Updated[] | undefined = shapes.map((shape, i) => ({ parameter: numbers(i, shape), slots: optimizer.start(shape) }));
  for (let step = 1; step <= 3 && states !== undefined; step++) {
    const gradients = shapes.map((shape, i) => numbers(10 * step + i, shape));
    const moves: Move[] = states.map((state, i) => ({ ...state, gradient: gradients[i] as Tensor }));
    states = optimizer.updateAll?.(moves, { step, learningRate: 0.01, gradientScale: clipScale(globalNorm(gradients), maxNorm) });
  }
  return states;
}

const flat = (states: readonly { readonly parameter: Tensor; readonly slots: Slots }[]): Tensor[] => states.flatMap(({ parameter, slots }) => [parameter, ...Object.values(slots)]);

onEachBackend((backend) => {
  describe('updates of all parameters at once', () => {
    const variants: [string, Optimizer][] = ([{}, { weightDecay: 0.1, decays: 'matrices' }, { amsgrad: true, weightDecay: 0.3, betas: [0.8, 0.95], epsilon: 1e-6 }] as AdamOptions[])
      .flatMap((options) => [[`adam ${JSON.stringify(options)}`, adam(options)], [`adamW ${JSON.stringify(options)}`, adamW(options)]]);

    it.each(variants)('%s: as one by one, in parameters and slots', (_, optimizer) =>
      expectNoLeak(async () => {
        const expected = tidy(() => withReferenceOps(() => flat(oneByOne(optimizer, 0.7))));
        const actual = tidy(() => flat(together(optimizer, 0.7) ?? []));
        const hasKernel = (getKernel('FigmentAdam', getBackend()) as unknown) != null;
        if (backend !== 'cpu' && backend !== 'webgpu') expect(hasKernel, 'FigmentAdam').toBe(true);
        expect(actual).toHaveLength(hasKernel ? expected.length : 0);
        for (const [i, tensor] of actual.entries()) await expectClose(tensor, expected[i] as Tensor, { atol: 2e-6, rtol: 2e-5 });
        dispose([...expected, ...actual]);
      }));

    it('changes nothing that it was given', () =>
      expectNoLeak(async () => {
        const optimizer = adamW();
        const [parameter, gradient, slots] = [numbers(1, [3, 5]), numbers(2, [3, 5]), optimizer.start([3, 5])];
        const after = tidy(() => flat(optimizer.updateAll?.([{ parameter, gradient, slots }], { step: 1, learningRate: 0.1 }) ?? []));
        const [same, sameGradient] = [numbers(1, [3, 5]), numbers(2, [3, 5])];
        await expectClose(parameter, same, { atol: 0, rtol: 0 });
        await expectClose(gradient, sameGradient, { atol: 0, rtol: 0 });
        for (const slot of Object.values(slots)) await expectClose(slot, new Array<number>(15).fill(0), { atol: 0 });
        dispose([parameter, gradient, same, sameGradient, ...Object.values(slots), ...after]);
      }));
  });

  it('the norm of all gradients is that of one long vector', () =>
    expectNoLeak(async () => {
      const xs = shapes.map((shape, i) => numbers(i, shape));
      const [own, reference] = [globalNorm(xs), withReferenceOps(() => globalNorm(xs))];
      await expectClose(own, reference, { rtol: 1e-6 });
      dispose([own, reference, ...xs]);
    }));
});
