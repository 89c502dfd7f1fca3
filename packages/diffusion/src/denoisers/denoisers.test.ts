import { selectBackend, type Tensor } from '@figment/core';
import type { Denoiser, DenoiserCondition } from '@figment/core/interfaces';
import type { Module } from '@figment/core/nn';
import { add, dispose, memory, mul, reshape, scalar, sum, tensor, tidy, valueAndGrads } from '@figment/core/ops';
import { key, normal, normalArray, split } from '@figment/core/random';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Dit } from './dit/dit.ts';
import { Mmdit } from './mmdit/mmdit.ts';
import { BagOfTokens } from './residual-mlp/bag-of-tokens.ts';
import { ResidualMlp } from './residual-mlp/residual-mlp.ts';
import { SpaceTimeUnet } from './space-time/space-time-unet.ts';
import { Unet1d } from './unet-1d/unet-1d.ts';

/** Each kind at its smallest, told all that it can be told, with the shape of what it sees and says. */
const kinds: Readonly<Record<string, { readonly make: () => Denoiser; readonly sees: readonly number[]; readonly says: readonly number[] }>> = {
  Dit: { make: () => new Dit(key(1), { size: 4, channels: 3, outChannels: 2, width: 8, heads: 2, layers: 2, classes: 3, contextWidth: 5, pooledWidth: 6 }), sees: [4, 6, 3], says: [4, 6, 2] },
  Mmdit: { make: () => new Mmdit(key(1), { size: 4, channels: 3, outChannels: 2, width: 8, heads: 2, layers: 2, contextWidth: 5, pooledWidth: 6, positions: 3, queryKeyNorm: 'rms', dualLayers: [0] }), sees: [4, 6, 3], says: [4, 6, 2] },
  ResidualMlp: { make: () => new ResidualMlp(key(1), { shape: [2, 2, 3], outChannels: 2, width: 8, layers: 2, conditionWidth: 6, classes: 3, pooledWidth: 6 }), sees: [2, 2, 3], says: [2, 2, 2] },
  Unet1d: { make: () => new Unet1d(key(1), { channels: 2, outChannels: 1, widths: [4, 8], groups: 2, heads: 2, classes: 3, contextWidth: 5, pooledWidth: 6 }), sees: [8, 2], says: [8, 1] },
  SpaceTimeUnet: { make: () => new SpaceTimeUnet(key(1), { channels: 2, outChannels: 1, widths: [4, 8], groups: 2, heads: 2, classes: 3 }), sees: [3, 4, 4, 2], says: [3, 4, 4, 1] },
};

/** Nothing stays 0, so that everything counts. */
function stir(module: Module, by = 0.3): void {
  const parameters = [...module.namedParameters()];
  const keys = split(key(5), parameters.length);
  parameters.forEach(([, parameter], i) => { tidy(() => { parameter.assign(add(parameter as Tensor, mul(normal(keys[i]!, [...parameter.shape]), by))); }); });
}

const numbers = (x: Tensor): number[] => Array.from(x.dataSync());

function inputs(sees: readonly number[]): { x: Tensor; time: Tensor; condition: DenoiserCondition } {
  return {
    x: normal(key(2), [2, ...sees]),
    time: tensor([3.5, 900]),
    condition: { label: tensor([1, 3], [2], 'int32'), states: normal(key(3), [2, 4, 5]), mask: tensor([1, 1, 1, 0, 1, 0, 0, 0], [2, 4]), pooled: normal(key(4), [2, 6]) },
  };
}

let before = 0;
afterEach(() => { expect(memory().numTensors).toBe(before); });

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeEach(async () => {
    await selectBackend({ prefer: backend });
    before = memory().numTensors;
  });

  describe.each(Object.entries(kinds))('%s', (_, { make, sees, says }) => {
    it('predicts 0 at first, in the shape of what it says', () => {
      const denoiser = make();
      tidy(() => {
        const { x, time, condition } = inputs(sees);
        const predicted = denoiser.predict(x, time, condition);
        expect(predicted.shape).toEqual([2, ...says]);
        expect(numbers(predicted).every((value) => value === 0)).toBe(true);
      });
      denoiser.module.dispose();
    });

    it('has the gradients of finite differences', () => {
      const denoiser = make();
      stir(denoiser.module);
      tidy(() => {
        const { x, time, condition } = inputs(sees);
        const weights = normal(key(6), [2, ...says]);
        const loss = (): Tensor => sum(mul(denoiser.predict(x, time, condition), weights));
        const parameters = [...denoiser.module.namedParameters()].map(([, parameter]) => parameter);
        const { gradients } = valueAndGrads(loss, parameters);
        // Along one direction through all parameters at once.
        const directions = parameters.map((parameter, i) => normalArray(split(key(7), parameters.length)[i]!, parameter.size));
        const slope = directions.reduce((total, direction, i) => {
          const gradient = numbers(gradients[i]!);
          return total + direction.reduce((sum, d, j) => sum + d * gradient[j]!, 0);
        }, 0);
        const at = (step: number): number => {
          const saved = parameters.map((parameter) => (parameter as Tensor).clone());
          parameters.forEach((parameter, i) => { parameter.assign(add(saved[i]!, mul(tensor(directions[i]!, parameter.shape as number[]), scalar(step)))); });
          const value = numbers(loss())[0]!;
          parameters.forEach((parameter, i) => { parameter.assign(saved[i]!); });
          return value;
        };
        const step = 1e-3;
        // Richardson's extrapolation: what is left of the error is of fourth order.
        const central = (h: number): number => (at(h) - at(-h)) / (2 * h);
        const difference = (4 * central(step) - central(2 * step)) / 3;
        expect(Math.abs(slope - difference)).toBeLessThan(0.02 * Math.abs(difference) + 0.02);
      });
      denoiser.module.dispose();
    });

    it('hears the time and what it is told', () => {
      const denoiser = make();
      stir(denoiser.module);
      tidy(() => {
        const { x, time, condition } = inputs(sees);
        const said = numbers(denoiser.predict(x, time, condition));
        const other = (changed: DenoiserCondition, at = time): number => numbers(denoiser.predict(x, at, { ...condition, ...changed })).reduce((most, value, i) => Math.max(most, Math.abs(value - said[i]!)), 0);
        expect(other({}, tensor([4.5, 900]))).toBeGreaterThan(1e-4);
        if (!(denoiser instanceof Mmdit)) expect(other({ label: tensor([2, 3], [2], 'int32') })).toBeGreaterThan(1e-4);
        if (!(denoiser instanceof SpaceTimeUnet)) expect(other({ pooled: mul(condition.pooled!, 2) })).toBeGreaterThan(1e-4);
      });
      denoiser.module.dispose();
    });
  });

  it.each(['Dit', 'Mmdit', 'Unet1d'])('%s does not see states that are masked', (name) => {
    const { make, sees } = kinds[name]!;
    const denoiser = make();
    stir(denoiser.module);
    tidy(() => {
      const { x, time, condition } = inputs(sees);
      const noise = mul(normal(key(9), [2, 4, 5]), tensor([0, 0, 0, 1, 0, 1, 1, 1], [2, 4, 1]));
      const said = numbers(denoiser.predict(x, time, condition));
      expect(numbers(denoiser.predict(x, time, { ...condition, states: add(condition.states!, noise) }))).toEqual(said);
      expect(numbers(denoiser.predict(x, time, { ...condition, mask: tensor([1, 1, 1, 1, 1, 1, 1, 1], [2, 4]) }))).not.toEqual(said);
    });
    denoiser.module.dispose();
  });

  it('a label that is not told is that of no class', () => {
    const denoiser = kinds['ResidualMlp']!.make();
    stir(denoiser.module);
    tidy(() => {
      const { x, time, condition } = inputs(kinds['ResidualMlp']!.sees);
      const { label, ...rest } = condition;
      dispose(label!);
      expect(numbers(denoiser.predict(x, time, rest))).toEqual(numbers(denoiser.predict(x, time, { ...rest, label: tensor([3, 3], [2], 'int32') })));
    });
    denoiser.module.dispose();
  });

  it('a network of clips begins as one of pictures: no frame sees another', () => {
    const denoiser = new SpaceTimeUnet(key(1), { channels: 1, widths: [4, 8], groups: 2, heads: 2 });
    for (const [name, parameter] of denoiser.namedParameters()) {
      if (!name.includes('temporal')) tidy(() => { parameter.assign(add(parameter as Tensor, mul(normal(key(8), [...parameter.shape]), 0.3))); });
    }
    tidy(() => {
      const clip = normal(key(2), [1, 3, 4, 4, 1]);
      const whole = numbers(denoiser.predict(clip, tensor([10])));
      const frameByFrame = (): number[] => numbers(denoiser.predict(reshape(clip, [3, 1, 4, 4, 1]), tensor([10, 10, 10])));
      const apart = frameByFrame();
      expect(whole.every((value, i) => Math.abs(value - apart[i]!) < 1e-5)).toBe(true);
      stir(denoiser);
      const told = numbers(denoiser.predict(clip, tensor([10])));
      const alone = frameByFrame();
      expect(told.every((value, i) => Math.abs(value - alone[i]!) < 1e-5)).toBe(false);
    });
    denoiser.dispose();
  });

  it('a bag of tokens knows no order and no padding', () => {
    const bag = new BagOfTokens(key(1), { vocabulary: 9, width: 6 });
    tidy(() => {
      const mask = tensor([1, 1, 0], [1, 3], 'int32');
      const pooled = (...ids: number[]): number[] => numbers(bag.encode(tensor(ids, [1, 3], 'int32'), mask).pooled);
      const said = pooled(4, 7, 0);
      pooled(7, 4, 2).forEach((value, i) => { expect(value).toBeCloseTo(said[i]!, 5); });
      const { states, mask: told } = bag.encode(tensor([4, 7, 0], [1, 3], 'int32'), mask);
      expect(states.shape).toEqual([1, 3, 6]);
      expect(numbers(told)).toEqual([1, 1, 0]);
    });
    bag.dispose();
  });
});

describe('at the door', () => {
  beforeEach(async () => {
    await selectBackend({ prefer: 'cpu' });
    before = memory().numTensors;
  });

  it.each([
    [() => new Dit(key(1), { size: 5, channels: 3, width: 8, heads: 2, layers: 1 }), 'Dit.size must be a multiple of patch (2), got 5.'],
    [() => new Dit(key(1), { size: 4, channels: 3, width: 10, heads: 2, layers: 1 }), 'Dit.width must be a multiple of 4 and of heads (2), got 10.'],
    [() => new Mmdit(key(1), { size: 4, channels: 3, width: 8, heads: 2, layers: 1, contextWidth: 2, pooledWidth: 2, dualLayers: [1] }), 'Mmdit.dualLayers must be whole numbers from 0 to 0, got [1].'],
    [() => new ResidualMlp(key(1), { shape: [0, 2] }), 'ResidualMlp.shape must be one or more whole numbers, 1 or more, got [0, 2].'],
    [() => new Unet1d(key(1), { channels: 1, widths: [12] }), 'Unet1d.widths must be one or more multiples of groups (8), got [12].'],
  ])('sizes that do not go together are refused, %#', (make, message) => {
    expect(make).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message }));
  });

  it('pictures and conditions of the wrong shape are refused', () => {
    const [dit, mmdit, line] = [kinds['Dit']!.make(), kinds['Mmdit']!.make(), kinds['Unet1d']!.make()];
    tidy(() => {
      const time = tensor([1]);
      expect(() => dit.predict(normal(key(1), [1, 4, 5, 3]), time, {})).toThrow(expect.objectContaining({ code: 'SHAPE_MISMATCH' }));
      expect(() => dit.predict(normal(key(1), [1, 4, 4, 3]), time, {})).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
      expect(() => mmdit.predict(normal(key(1), [1, 8, 8, 3]), time, { states: normal(key(1), [1, 2, 5]), pooled: normal(key(1), [1, 6]) })).toThrow('at most 3 x 3 patches');
      expect(() => line.predict(normal(key(1), [1, 7, 2]), time, {})).toThrow('a multiple of 2');
    });
    for (const denoiser of [dit, mmdit, line]) denoiser.module.dispose();
  });
});
