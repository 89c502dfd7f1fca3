import { tensor, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak, onEachBackend } from '../../../test/backends.ts';
import type { Tensor } from '../../tensor.ts';
import * as optimizers from './index.ts';
import type { Optimizer, Slots } from './optimizer.ts';
import torch from './torch-cases.json' with { type: 'json' };

type Name = keyof typeof torch.shapes;
const makers = optimizers as unknown as Record<string, (options: object) => Optimizer>;

/** What `steps` updates with the given gradients make of a parameter. */
function run(optimizer: Optimizer, name: Name, steps: number): { parameter: Tensor; slots: Slots } {
  const shape = torch.shapes[name];
  let state: { parameter: Tensor; slots: Slots } = { parameter: tensor(torch.start[name], shape), slots: optimizer.start(shape) };
  for (let step = 1; step <= steps; step += 1) {
    state = optimizer.update(state.parameter, tensor(torch.gradients[name][step - 1] as number[], shape), state.slots, { step, learningRate: optimizer.learningRate });
  }
  return state;
}

onEachBackend(() => {
  describe.each(torch.cases.map((one) => ({ ...one, title: `${one.optimizer} ${JSON.stringify(one.options)}` })))('$title', ({ optimizer: maker, options, after }) => {
    const optimizer = makers[maker]?.(options) as Optimizer;

    it.each(Object.entries(after))('moves the %s as PyTorch does', async (name, expected) => {
      await expectNoLeak(async () => {
        const result = tidy(() => run(optimizer, name as Name, 5).parameter);
        await expectClose(result, expected, { atol: 2e-6, rtol: 2e-5 });
        result.dispose();
      });
    });

    it('remembers nothing outside of its slots', async () => {
      const interrupted = tidy(() => {
        const name: Name = 'matrix';
        const shape = torch.shapes[name];
        const half = run(optimizer, name, 2);
        const again = makers[maker]?.(optimizer.options) as Optimizer;
        let state = half;
        for (let step = 3; step <= 5; step += 1) {
          state = again.update(state.parameter, tensor(torch.gradients[name][step - 1] as number[], shape), state.slots, { step, learningRate: again.learningRate });
        }
        return state.parameter;
      });
      const straight = tidy(() => run(optimizer, 'matrix', 5).parameter);
      expect(await interrupted.data()).toEqual(await straight.data());
      interrupted.dispose();
      straight.dispose();
    });
  });

  it('muon moves what is no matrix by AdamW, at the same part of its learning rate', async () => {
    const others = { learningRate: 0.003, betas: [0.9, 0.95] as const };
    const [got, want] = tidy(() => {
      const call = { step: 1, learningRate: 0.01 };
      const muon = optimizers.muon({ learningRate: 0.02, others });
      const adamW = optimizers.adamW(others);
      const [parameter, gradient] = [tensor(torch.start.bias), tensor(torch.gradients.bias[0] as number[])];
      return [
        muon.update(parameter, gradient, muon.start([4]), call).parameter,
        adamW.update(parameter, gradient, adamW.start([4]), { ...call, learningRate: 0.0015 }).parameter,
      ] as const;
    });
    expect(await got.data()).toEqual(await want.data());
    got.dispose();
    want.dispose();
  });

  it('leaves vectors alone when only matrices decay', async () => {
    const decay = { learningRate: 0.1, weightDecay: 0.5 };
    const after = (name: Name, options: optimizers.AdamOptions): Tensor => tidy(() => run(optimizers.adamW(options), name, 1).parameter);
    const [bias, plainBias] = [after('bias', { ...decay, decays: 'matrices' }), after('bias', { ...decay, weightDecay: 0 })];
    const [matrix, decayedMatrix] = [after('matrix', { ...decay, decays: 'matrices' }), after('matrix', decay)];
    expect(await bias.data()).toEqual(await plainBias.data());
    expect(await matrix.data()).toEqual(await decayedMatrix.data());
    for (const result of [bias, plainBias, matrix, decayedMatrix]) result.dispose();
  });
});

describe('options', () => {
  it.each([
    [() => optimizers.adamW({ learningRate: -1 }), 'adamW: learningRate must be a number of at least 0, got -1.'],
    [() => optimizers.adam({ betas: [0.9, 1] }), 'adam: betas[1] must be a number from 0 up to, but without, 1, got 1.'],
    [() => optimizers.sgd({ nesterov: true, momentum: 0.9, dampening: 0.1 }), 'sgd: dampening must be 0 with nesterov, got 0.1.'],
    [() => optimizers.muon({ iterations: 0 }), 'muon: iterations must be a whole number of at least 1, got 0.'],
    [() => optimizers.adafactor({ clipThreshold: 0.5 }), 'adafactor: clipThreshold must be a number of at least 1, got 0.5.'],
  ])('are checked at the door', (make, message) => {
    expect(make).toThrow(expect.objectContaining({ code: 'OPTIONS_INVALID', message }));
  });
});
