import { runKernel } from '@figment/core/backend';
import { dispose, memory, reshape, scalar, square, type Tensor, tidy, transpose, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { parseRow } from '../../abi/signature.ts';
import { optimizerRows } from '../../rows/optimizer.ts';
import type { Torch } from '../../tensors/torch.ts';
import { expectClose, expectNoLeak, numbers } from '../../testing/numbers.ts';
import { describeTorch, startForTests } from '../../testing/torch.ts';

const shapes = [[3, 4], [5], [2, 2, 3], []];
const settings = { learningRate: 0.02, betas: [0.9, 0.99] as [number, number], epsilon: 1e-8 };
const weightDecay = [0.1, 0, 0.1, 0.3];
const steps = 5;

interface Variant {
  readonly decoupled: boolean;
  readonly amsgrad: boolean;
  readonly gradientScale?: number;
}

const variants: Readonly<Record<string, Variant>> = {
  'Adam': { decoupled: false, amsgrad: false },
  'AdamW': { decoupled: true, amsgrad: false },
  'Adam by the largest second moment': { decoupled: false, amsgrad: true },
  'AdamW by the largest second moment, of scaled gradients': { decoupled: true, amsgrad: true, gradientScale: 0.25 },
};

/** The gradient of parameter i at a step, as a function of nothing else. */
const gradientAt = (i: number, step: number): Tensor => numbers(100 * i + step, ...shapes[i]!);
const valuesOf = (x: Tensor): number[] => {
  const values = Array.from(x.dataSync());
  x.dispose();
  return values;
};

/** Algorithm 1 of arXiv 1412.6980, algorithm 2 of arXiv 1711.05101, in float64. */
function expected(i: number, { decoupled, amsgrad, gradientScale = 1 }: Variant): number[] {
  const { learningRate, betas: [beta1, beta2], epsilon } = settings;
  const values = valuesOf(numbers(i, ...shapes[i]!));
  const [first, second, largest] = [values.map(() => 0), values.map(() => 0), values.map(() => 0)];
  for (let step = 1; step <= steps; step++) {
    const gradient = valuesOf(gradientAt(i, step));
    for (const [j, value] of values.entries()) {
      const g = gradientScale * gradient[j]! + (decoupled ? 0 : weightDecay[i]! * value);
      first[j] = beta1 * first[j]! + (1 - beta1) * g;
      second[j] = beta2 * second[j]! + (1 - beta2) * g * g;
      largest[j] = Math.max(largest[j]!, second[j]);
      const root = Math.sqrt((amsgrad ? largest[j] : second[j]) / (1 - beta2 ** step)) + epsilon;
      values[j] = value * (decoupled ? 1 - learningRate * weightDecay[i]! : 1) - (learningRate * first[j] / (1 - beta1 ** step)) / root;
    }
  }
  return values;
}

/** The same matrix, column by column in memory. */
const byColumns = (x: Tensor): Tensor => tidy(() => transpose(reshape(reshape(transpose(x), [-1]), [...x.shape].reverse())));

function trained(variant: Variant, laidOut = (x: Tensor): Tensor => x): Tensor[] {
  const { decoupled, amsgrad, gradientScale } = variant;
  const letters = amsgrad ? 'pmvx' : 'pmv';
  let state = shapes.map((shape, i) => [laidOut(numbers(i, ...shape)), ...Array.from({ length: letters.length - 1 }, () => zeros(shape))]);
  for (let step = 1; step <= steps; step++) {
    const gradients = shapes.map((_, i) => gradientAt(i, step));
    const scale = gradientScale === undefined ? undefined : scalar(gradientScale);
    const inputs = Object.fromEntries(state.flatMap((slots, i) => [[`g${i.toString()}`, gradients[i]!], ...slots.map((slot, j) => [`${letters[j]!}${i.toString()}`, slot])])) as Record<string, Tensor>;
    const next = runKernel('FigmentAdam', { ...inputs, gradientScale: scale }, { count: shapes.length, step, ...settings, weightDecay, decoupled, amsgrad });
    dispose([...state.flat(), ...gradients, ...(scale === undefined ? [] : [scale])]);
    state = shapes.map((_, i) => next.slice(i * letters.length, (i + 1) * letters.length));
  }
  dispose(state.flatMap((slots) => slots.slice(1)));
  return state.map(([parameter]) => parameter!);
}

function agrees(variant: Variant): void {
  expectNoLeak(() => {
    const parameters = trained(variant);
    for (const [i, parameter] of parameters.entries()) expectClose(parameter, expected(i, variant), { atol: 2e-6 });
    dispose(parameters);
  });
}

describeTorch('updates of all parameters at once', () => {
  describe('are those of the papers', () => {
    let torch: Torch;
    beforeAll(async () => { ({ torch } = await startForTests()); });
    it.each(Object.entries(variants))('%s', (_name, variant) => { agrees(variant); });

    it('are those of parameters that lie otherwise than their gradients, and stay so', () => {
      const before = memory().numTensors;
      const variant = variants['AdamW']!;
      const parameters = tidy(() => trained(variant, (x) => (x.rank === 2 ? byColumns(x) : x)));
      for (const [i, parameter] of parameters.entries()) expectClose(parameter, expected(i, variant), { atol: 2e-6 });
      expect(torch.strides(parameters[0]!)).toEqual([1, 3]);
      dispose(parameters);
      expect(memory().numTensors).toBe(before);
    });

    it('leave what they were given as it was', () => {
      expectNoLeak(() => {
        const [p, m, v, g] = [numbers(1, 4, 5), numbers(2, 4, 5), numbers(3, 4, 5), numbers(4, 4, 5)];
        const squares = square(v);
        const given = [p, m, squares, g];
        const before = given.map((x) => x.dataSync().slice());
        const scale = scalar(0.5);
        const next = runKernel('FigmentAdam', { p0: p, m0: m, v0: squares, g0: g, gradientScale: scale }, { count: 1, step: 3, ...settings, weightDecay: [0.1], decoupled: true, amsgrad: false });
        expect(next.map(({ shape }) => shape)).toEqual([[4, 5], [4, 5], [4, 5]]);
        for (const [i, x] of given.entries()) expect(x.dataSync()).toEqual(before[i]);
        dispose([...given, v, scale, ...next]);
      });
    });
  });

  describe('are the same without torch\'s own', () => {
    beforeAll(async () => { await startForTests({ refused: new Set([optimizerRows.fusedAdam, optimizerRows.fusedAdamW, optimizerRows.scaleEach].map((row) => parseRow(row).operation)) }); });
    it.each(Object.entries(variants))('%s', (_name, variant) => { agrees(variant); });
  });
});

describeTorch('the norm of many tensors', () => {
  beforeAll(async () => { await startForTests(); });

  it('is that of all their numbers', () => {
    expectNoLeak(() => {
      const tensors = [numbers(1, 3, 4), numbers(2, 5), numbers(3), numbers(4, 0, 2)];
      const squares = tensors.flatMap((x) => Array.from(x.dataSync())).reduce((sum, x) => sum + x * x, 0);
      const norm = runKernel('FigmentGlobalNorm', Object.fromEntries(tensors.map((x, i) => [`x${i.toString()}`, x])), { count: tensors.length });
      expect(norm[0]!.shape).toEqual([]);
      expectClose(norm[0]!, [Math.sqrt(squares)]);
      dispose([...tensors, ...norm]);
    });
  });

  it('is 0 of none', () => {
    expectNoLeak(() => {
      const norm = runKernel('FigmentGlobalNorm', {}, { count: 0 });
      expectClose(norm[0]!, [0]);
      dispose(norm);
    });
  });
});
