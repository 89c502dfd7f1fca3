import { type Key, normalArray, split, uniformArray } from '@figment/core/random';
import * as z from 'zod';

import { shiftTime } from './flow.ts';
import type { NoiseProcess } from './process.ts';
import { timeOfSigma } from './variance-exploding.ts';

/** u = sigmoid(mean + deviation n) for a unit normal n (Esser et al. 2024, Stable Diffusion 3, arXiv:2403.03206, eq. 19). */
export function logitNormal(normal: number, mean = 0, deviation = 1): number {
  return 1 / (1 + Math.exp(-(mean + deviation * normal)));
}

/** Of a uniform u, more often in the middle: 1 - u - scale (cos^2(pi u / 2) - 1 + u) (Stable Diffusion 3, eq. 20; scale = 1.29). */
export function modeDensity(u: number, scale = 1.29): number {
  return 1 - u - scale * (Math.cos((Math.PI * u) / 2) ** 2 - 1 + u);
}

/** How a config says which times are trained more often. */
export const timestepSamplingConfig = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('uniform'),
      stratified: z.boolean().default(true).describe('Spread the times of a batch evenly (Kingma et al. 2021, arXiv:2107.00630, appendix I.1).'),
    }),
    z.object({ kind: z.literal('logitNormal'), mean: z.number().default(0), deviation: z.number().positive().default(1) }),
    z.object({ kind: z.literal('mode'), scale: z.number().min(-1).max(1.75).default(1.29) }),
    z.object({ kind: z.literal('logNormal'), mean: z.number().default(-1.2), deviation: z.number().positive().default(1.2) }),
    z.object({ kind: z.literal('importance') }),
  ])
  .describe('Which noise levels are trained more often: all alike, the middle (logitNormal, mode), by ln(sigma) (logNormal), or those with large losses (importance).')
  .meta({ advanced: true });

/** What a config holds for the times of training. */
export type TimestepSamplingConfig = z.output<typeof timestepSamplingConfig>;

/** Options of {@link drawTimes}. */
export interface DrawTimesOptions {
  /** Of flows: moves times towards noise (1). */
  readonly shift?: number | undefined;
}

/**
 * Times to train at, one for each sample of a batch. `logNormal` draws ln(sigma) (Karras et al. 2022, EDM, arXiv:2206.00364, table 1) and is for
 * processes whose time follows from sigma; `importance` needs what losses were, see {@link drawByImportance}, and is uniform here.
 */
export function drawTimes(key: Key, count: number, process: NoiseProcess, sampling: TimestepSamplingConfig, { shift = 1 }: DrawTimesOptions = {}): Float64Array {
  if (sampling.kind === 'logNormal') return timesOfSigmas(key, count, process, sampling);
  const fractions = fractionsOf(key, count, sampling);
  const [from, to] = process.timeRange ?? [0, process.trainingSteps];
  const isTable = process.kind === 'variancePreserving';
  return Float64Array.from(fractions, (u) => {
    const time = from + (to - from) * (process.kind === 'flow' ? shiftTime(u, shift) : u);
    return isTable ? Math.min(Math.floor(time), process.trainingSteps - 1) : time;
  });
}

function fractionsOf(key: Key, count: number, sampling: Exclude<TimestepSamplingConfig, { kind: 'logNormal' }>): Float64Array {
  switch (sampling.kind) {
    case 'logitNormal': return Float64Array.from(normalArray(key, count), (n) => logitNormal(n, sampling.mean, sampling.deviation));
    case 'mode': return Float64Array.from(uniformArray(key, count), (u) => modeDensity(u, sampling.scale));
    case 'importance': return Float64Array.from(uniformArray(key, count));
    case 'uniform': {
      if (!sampling.stratified) return Float64Array.from(uniformArray(key, count));
      const [forStart] = split(key, 1);
      const start = uniformArray(forStart, 1)[0]!;
      return Float64Array.from({ length: count }, (_, i) => (start + i / count) % 1);
    }
  }
}

/** ln(sigma) is normal: directly where sigma is unbounded, else by looking up where the process has that sigma / alpha. */
function timesOfSigmas(key: Key, count: number, process: NoiseProcess, { mean, deviation }: { mean: number; deviation: number }): Float64Array {
  const [from, to] = process.timeRange ?? [0, process.trainingSteps - 1];
  return Float64Array.from(normalArray(key, count), (n) => {
    const logSigma = mean + deviation * n;
    if (process.kind === 'varianceExploding') return timeOfSigma(Math.exp(logSigma));
    return timeOfLogRatio(process, logSigma, from, to);
  });
}

/** Where log(sigma / alpha), which rises with time, is `wanted`: by halving. */
function timeOfLogRatio(process: NoiseProcess, wanted: number, from: number, to: number): number {
  for (let i = 0; i < 50; i++) {
    const middle = (from + to) / 2;
    const { alpha, sigma } = process.at(middle);
    if (Math.log(sigma / alpha) < wanted) from = middle;
    else to = middle;
  }
  return from;
}
