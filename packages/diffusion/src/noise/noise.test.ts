import { isFigmentError } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { memory } from '@figment/core/ops';
import { key, normal } from '@figment/core/random';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { cosineBetas, cumulativeAlphas, linearBetas, scaledLinearBetas, zeroTerminalSnr } from './betas.ts';
import { dynamicShift, flow, shiftTime } from './flow.ts';
import { drawByImportance, emptyLossHistory, importanceOf, recordLosses } from './importance.ts';
import { addNoise, levelsAt } from './levels.ts';
import { edmWeight, minSnr, p2, signalToNoise } from './loss-weights.ts';
import { denoised, predictions, predictionTarget } from './prediction.ts';
import { ratioTable } from './ratio-table.ts';
import { drawTimes } from './timestep-sampling.ts';
import { varianceExploding } from './variance-exploding.ts';
import { variancePreserving } from './variance-preserving.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));
afterEach(() => { expect(memory().numTensors).toBe(0); });

const processes = [variancePreserving(cosineBetas(1000)), varianceExploding(), flow()];

describe('predictions', () => {
  const cases = processes.flatMap((process) => predictions.map((prediction) => ({ process, kind: process.kind, prediction })));

  it.each(cases)('of $prediction say the data and the noise of a process that is $kind', ({ process, prediction }) => {
    const shape = [3, 2, 2, 1];
    const levels = levelsAt(process, process.kind === 'varianceExploding' ? [-1, 0, 0.5] : [10, 400, 900]);
    const [clean, noise] = [normal(key(1), shape), normal(key(2), shape)];
    const noisy = addNoise(clean, noise, levels);
    const target = predictionTarget(prediction, clean, noise, levels);
    const said = denoised(prediction, target, noisy, levels);
    for (const [got, wanted] of [[said.clean, clean], [said.noise, noise]] as const) {
      const data = wanted.dataSync();
      got.dataSync().forEach((value, i) => { expect(Math.abs(value - data[i]!)).toBeLessThan(0.005); });
    }
    for (const each of [clean, noise, noisy, target, said.clean, said.noise]) each.dispose();
  });
});

describe('processes', () => {
  it('keep their variance', () => {
    for (const time of [0, 0.5, 17.25, 999, 999.9]) {
      const { alpha, sigma } = processes[0]!.at(time);
      expect(alpha ** 2 + sigma ** 2).toBeCloseTo(1, 12);
    }
  });

  it('go evenly by the logarithm of sigma / alpha between two entries of their table', () => {
    const process = variancePreserving(scaledLinearBetas(1000));
    const logRatio = (time: number) => Math.log(process.at(time).sigma / process.at(time).alpha);
    expect(logRatio(500.25)).toBeCloseTo(0.75 * logRatio(500) + 0.25 * logRatio(501), 9);
    expect(ratioTable(process).timeOf(Math.exp(logRatio(500.25)))).toBeCloseTo(500.25, 3);
  });

  it('leave nothing of the data at the end with zero terminal SNR, and as much as before at the start', () => {
    const before = linearBetas(1000);
    const betas = zeroTerminalSnr(before);
    expect(cumulativeAlphas(betas).at(-1)).toBe(0);
    expect(cumulativeAlphas(betas)[0]).toBeCloseTo(cumulativeAlphas(before)[0]!, 6);
    expect(signalToNoise(variancePreserving(betas).at(999))).toBe(0);
  });

  it('refuse betas that are no variances', () => {
    expect(() => variancePreserving([0.1, 1.5])).toThrow(/betas\[1\]/);
    try {
      variancePreserving([]);
    } catch (error) {
      expect(isFigmentError(error, 'CONFIG_INVALID')).toBe(true);
    }
  });

  it('move flows towards noise as pictures grow (FLUX.1: mu 0.5 at 256 tokens, 1.15 at 4,096)', () => {
    expect(shiftTime(0.5, 3)).toBeCloseTo(0.75, 12);
    expect([dynamicShift(256), dynamicShift(4096)].map((mu) => mu.toFixed(6))).toEqual(['0.500000', '1.150000']);
  });
});

describe('loss weights', () => {
  it('count the same error of the clean sample the same, whatever is predicted', () => {
    const level = { alpha: 0.8, sigma: 0.6 };
    const snr = signalToNoise(level);
    expect(minSnr(1)('noise', level)).toBeCloseTo(Math.min(snr, 1) / snr, 12);
    expect(minSnr(1)('velocity', level)).toBeCloseTo(Math.min(snr, 1) / (snr + 1), 12);
    expect(p2(1, 1)('noise', level)).toBeCloseTo(1 / (1 + snr), 12);
  });

  it("make EDM's loss 1 for its network at every noise level", () => {
    for (const time of [-1.2, 0, 1]) expect(edmWeight('velocity', processes[1]!.at(time))).toBeCloseTo(1, 12);
  });
});

describe('times of training', () => {
  it('cover a batch evenly when stratified', () => {
    const times = Array.from(drawTimes(key(1), 10, flow(), { kind: 'uniform', stratified: true })).sort((a, b) => a - b);
    times.forEach((time, i) => { expect(Math.floor(time / 100)).toBe(i); });
  });

  it.each([
    { kind: 'logitNormal', mean: 0, deviation: 1 },
    { kind: 'mode', scale: 1.29 },
    { kind: 'logNormal', mean: -1.2, deviation: 1.2 },
    { kind: 'importance' },
  ] as const)('of $kind lie in the range of the process', (sampling) => {
    for (const process of processes) {
      const [from, to] = process.kind === 'varianceExploding' ? [-10, 10] : [0, 1000];
      for (const time of drawTimes(key(2), 200, process, sampling)) {
        expect(time).toBeGreaterThanOrEqual(from);
        expect(time).toBeLessThanOrEqual(to);
        if (process.kind === 'variancePreserving' && sampling.kind !== 'logNormal') expect(Number.isInteger(time)).toBe(true);
      }
    }
  });

  it('are drawn more often where losses are large, and count less there', () => {
    let history = emptyLossHistory(4, 2);
    expect(Array.from(importanceOf(history))).toEqual([0.25, 0.25, 0.25, 0.25]);
    for (let i = 0; i < 2; i++) history = recordLosses(history, [0, 1, 2, 3], [1, 1, 1, 5]);
    const probabilities = importanceOf(history);
    expect(probabilities[3]).toBeCloseTo(0.999 * (5 / 8) + 0.00025, 6);
    const { times, weights } = drawByImportance(key(3), 50, history);
    times.forEach((time, i) => { expect(weights[i]).toBeCloseTo(1 / (4 * probabilities[time]!), 9); });
  });
});
