import { denoised } from '../noise/prediction.ts';
import type { Prediction } from '../noise/prediction.ts';
import { addNoise } from '../noise/levels.ts';
import type { NoiseLevel, NoiseProcess } from '../noise/process.ts';
import { seenBy } from '../network/diffuser.ts';
import type { SamplingPlan } from '../schedulers/scheduler.ts';

/**
 * Follows the differential equation of a process, either way: from data to noise as well as back. What the network takes for data and noise at
 * one time is put together anew as it is mixed at the next: Song et al. 2021 (DDIM), arXiv:2010.02502, equations 12 and 13, with sigma_t = 0.
 *
 * @param times Where the network is asked.
 * @param last What is mixed behind the last.
 */
export function odePlan(process: NoiseProcess, prediction: Prediction, times: readonly number[], last: NoiseLevel): SamplingPlan {
  const levels = [...times.map((time) => process.at(time)), last];
  return {
    times,
    sigmas: levels.map(({ alpha, sigma }) => (process.kind === 'flow' ? sigma : sigma / alpha)),
    initialScale: 1,
    draws: times.map(() => false),
    scaleInput: (x, i) => seenBy(process, x, [levels[i]!]),
    step({ x }, said, i) {
      const { clean, noise } = denoised(prediction, said, x, levels[i]!);
      return { x: addNoise(clean, noise, levels[i + 1]!), clean, history: [] };
    },
    noised: (clean, noise, i) => addNoise(clean, noise, levels[i]!),
  };
}

/** Times from data towards noise, `part` of the whole way. */
export function risingTimes({ kind, trainingSteps, timeRange: [first, last] = [0, trainingSteps] }: NoiseProcess, steps: number, part: number): { times: number[]; end: number } {
  // A little noise is there at first, for at none a network that tells the clean sample says nothing of the noise.
  const start = first + 0.001 * (last - first);
  const end = Math.min(start + part * (last - start), kind === 'variancePreserving' ? trainingSteps - 1 : last);
  return { times: Array.from({ length: steps }, (_, i) => start + ((end - start) * i) / steps), end };
}
