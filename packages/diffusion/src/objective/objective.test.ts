import { selectBackend } from '@figment/core/backend';
import { Module } from '@figment/core/nn';
import { fill, memory, mul, ones, tidy, zeros } from '@figment/core/ops';
import { key, uniform } from '@figment/core/random';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { processConfig } from '../config/process.ts';
import { DiffusionNetwork } from '../network/diffusion-network.ts';
import { processOf } from '../network/process.ts';
import { levelsAt, perSample } from '../noise/levels.ts';
import { denoised, type Prediction, predictionTarget } from '../noise/prediction.ts';
import { diffusionObjective } from './diffusion-objective.ts';
import { LossProfile } from './loss-profile.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));
let before = 0;
beforeEach(() => { before = memory().numTensors; });
afterEach(() => { expect(memory().numTensors).toBe(before); });

class Nothing extends Module {}

const shape = [4, 4, 1];

/** What an all-knowing network says of noisy x: it knows that the data are all `value`. */
function knowing(value: number, kind: 'flow' | 'variancePreserving' | 'varianceExploding', prediction: Prediction): DiffusionNetwork {
  const process = processOf(processConfig.parse({ kind }));
  const [first, last] = process.timeRange ?? [0, process.trainingSteps];
  return new DiffusionNetwork({
    shape, process, prediction, selfConditioning: false,
    denoiser: {
      module: new Nothing(),
      predict: (x, time) => tidy(() => {
        const levels = levelsAt(process, Array.from(time.dataSync(), (told) => first + (told / process.trainingSteps) * (last - first)));
        // It sees x divided by c_in where noise is added on top.
        const seen = kind === 'varianceExploding' ? mul(x, perSample(levels.map(({ sigma, dataDeviation = 1 }) => Math.hypot(sigma, dataDeviation)), 4)) : x;
        const clean = fill(x.shape as number[], value);
        const { noise } = denoised('sample', clean, seen, levels);
        return predictionTarget(prediction, clean, noise, levels);
      }),
    },
  });
}

describe('the denoising loss', () => {
  it.each([
    ['flow', 'flow'], ['flow', 'sample'], ['flow', 'noise'],
    ['variancePreserving', 'noise'], ['variancePreserving', 'sample'], ['variancePreserving', 'velocity'],
    ['varianceExploding', 'velocity'], ['varianceExploding', 'sample'],
  ] as const)('is 0 for a network that knows the data: %s, %s', (kind, prediction) => {
    const objective = diffusionObjective(knowing(0.25, kind, prediction), { times: { kind: 'uniform', stratified: true }, weight: { kind: 'none' }, conditionDropout: 0, encode: (x) => x });
    const loss = tidy(() => objective.loss({ sample: fill([8, ...shape], 0.25) }, { key: key(3), step: 1, steps: 1 }).loss.dataSync()[0]);
    expect(loss).toBeCloseTo(0, 4);
  });

  it('is the variance of what it can not know, where it says nothing: flow matching of data at 0', () => {
    const network = new DiffusionNetwork({ shape, process: processOf(processConfig.parse({})), prediction: 'flow', selfConditioning: false, denoiser: { module: new Nothing(), predict: (x) => mul(x, 0) } });
    const objective = diffusionObjective(network, { times: { kind: 'uniform', stratified: true }, weight: { kind: 'none' }, conditionDropout: 0, encode: (x) => x });
    const loss = tidy(() => objective.loss({ sample: zeros([512, ...shape]) }, { key: key(1), step: 1, steps: 1 }).loss.dataSync()[0]!);
    // e - x_0 is unit normal: 8,192 squares of mean 1, standard error sqrt(2 / 8192).
    expect(Math.abs(loss - 1)).toBeLessThan(4 * Math.sqrt(2 / 8192));
  });

  it('counts times as min-SNR does: min(SNR, gamma) / SNR for noise', () => {
    const process = processOf(processConfig.parse({ kind: 'variancePreserving' }));
    const network = new DiffusionNetwork({ shape, process, prediction: 'noise', selfConditioning: false, denoiser: { module: new Nothing(), predict: (x) => mul(x, 0) } });
    const at = (time: number, weight: { kind: 'none' } | { kind: 'minSnr'; gamma: number }): number => {
      const objective = diffusionObjective(network, { times: { kind: 'uniform', stratified: false }, weight, conditionDropout: 0, encode: (x) => x });
      return tidy(() => objective.loss({ sample: ones([2, ...shape]), times: [time, time], weights: [1, 1] }, { key: key(1), step: 1, steps: 1 }).loss.dataSync()[0]!);
    };
    for (const time of [10, 500, 900]) {
      const { alpha, sigma } = process.at(time);
      const snr = (alpha / sigma) ** 2;
      expect(at(time, { kind: 'minSnr', gamma: 5 }) / at(time, { kind: 'none' })).toBeCloseTo(Math.min(snr, 5) / snr, 4);
    }
  });
});

describe('the profile of losses', () => {
  const process = processOf(processConfig.parse({}));

  it('draws all times alike until all have been seen, then those of large losses more often, and weighs them back', async () => {
    const profile = new LossProfile();
    const wait = <T>(promise: PromiseLike<T>): PromiseLike<T> => promise;
    expect(new Set((await profile.draw(key(1), 64, process, wait)).weights)).toEqual(new Set([1]));
    const times = Array.from({ length: 100 }, (_, i) => 10 * i + 5);
    const losses = uniform(key(2), [100]);
    tidy(() => { for (const [buffer, value] of profile.updates(times, losses, process)) buffer.assign(value); });
    const values = (await losses.data()) as Float32Array;
    const { times: drawn, weights } = await profile.draw(key(3), 4000, process, wait);
    const total = values.reduce((sum, value) => sum + value, 0);
    const large = drawn.filter((time) => values[Math.floor(time / 10)]! > 0.5).length / drawn.length;
    const expected = values.filter((value) => value > 0.5).reduce((sum, value) => sum + value, 0) / total;
    expect(Math.abs(large - expected)).toBeLessThan(0.04);
    // On average a weighted draw counts as a uniform one.
    expect(weights.reduce((sum, weight) => sum + weight, 0) / weights.length).toBeCloseTo(1, 1);
    losses.dispose();
    profile.dispose();
  });
});
