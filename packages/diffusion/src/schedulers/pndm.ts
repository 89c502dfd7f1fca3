import type { Tensor } from '@figment/core';
import * as z from 'zod';

import { combine } from '../combine.ts';
import { noiseMix } from '../noise/prediction.ts';
import { cleanSample, mixed } from './clean-sample.ts';
import { defineScheduler, invalidSchedule } from './define.ts';
import { roundHalfEven, type Spacing, spacedTimes, tableTimes } from './grids/spacing.ts';
import { stepsOffset, timestepSpacing } from './options.ts';
import { planOf } from './plan.ts';
import type { SolverState } from './scheduler.ts';
import { alphaBars, levelOf, ratioOf } from './table.ts';

/** One call: from which time to which, and how its prediction is put together with earlier ones. */
interface Call {
  readonly told: number;
  readonly from: number;
  readonly to: number;
  /** Of Runge-Kutta, 0 to 3; -1: a multistep call; the first two multistep calls without Runge-Kutta are 'first' and 'again'. */
  readonly stage: number | 'first' | 'again';
}

/** Weights of the last four predictions, by how many there are (Adams-Bashforth; eq. 9 for four). */
const multistep = [[1], [3 / 2, -1 / 2], [23 / 12, -16 / 12, 5 / 12], [55 / 24, -59 / 24, 37 / 24, -9 / 24]] as const;
/** Weights of Runge-Kutta's four (eq. 13). */
const rungeKutta = [1 / 6, 1 / 3, 1 / 3, 1 / 6] as const;

/** Liu et al. 2022, "Pseudo numerical methods for diffusion models on manifolds", arXiv:2202.09778. */
export const pndm = defineScheduler({
  id: 'pndm',
  title: 'PNDM',
  description: 'One prediction a step, and the three before it; starts with 12 (Runge-Kutta) or 2.',
  options: z.object({
    timestepSpacing: timestepSpacing('leading'),
    stepsOffset,
    skipPrkSteps: z.boolean().default(false).describe('Start with two simple steps (PLMS) instead of Runge-Kutta.').meta({ advanced: true }),
    setAlphaToOne: z.boolean().default(false).describe('End without noise, or with as much as at time 0.').meta({ advanced: true }),
  }),
  predictions: ['noise', 'velocity'],
  processes: ['variancePreserving'],
  plan({ process, prediction, steps }, options) {
    const bars = alphaBars(process);
    const calls = callsOf(steps, bars.length, options);
    const times = tableTimes(calls.map(({ told }) => told), bars.length);
    const barAt = (time: number) => bars[time] ?? (options.setAlphaToOne ? 1 : bars[0]!);
    /** From one time to another by a prediction (eq. 11). */
    const transfer = (x: Tensor, said: Tensor, { from, to }: Call): Tensor => {
      const [alphaBar, next] = [barAt(from), barAt(to)];
      const noise = mixed(noiseMix(prediction, levelOf(alphaBar)), said, x);
      const scale = alphaBar * Math.sqrt(1 - next) + Math.sqrt(alphaBar * (1 - alphaBar) * next);
      return combine([Math.sqrt(next / alphaBar), x], [-(next - alphaBar) / scale, noise]);
    };
    return planOf({
      times,
      sigmas: [...times.map((time) => ratioOf(bars[time]!)), ratioOf(barAt(calls.at(-1)!.to))],
      level: (i) => levelOf(bars[times[i]!]!),
      starts: times.map((_, i) => i).filter((i) => !(Number(calls[i]!.stage) > 0)),
      step(state, said, i) {
        const call = calls[i]!;
        const clean = cleanSample(prediction, said, state.x, levelOf(bars[call.told]!));
        return { clean, ...advanced(state, said, call, transfer) };
      },
    });
  },
});

/** What x becomes, and what is remembered: in Runge-Kutta's and the first steps, where they began and a sum; then predictions, the latest first. */
function advanced({ x, history }: SolverState, said: Tensor, call: Call, transfer: (x: Tensor, said: Tensor, call: Call) => Tensor): Omit<SolverState, 'clean'> {
  const { stage } = call;
  if (stage === 'first') return { x: transfer(x, said, call), history: [x, said] };
  if (stage === 'again') {
    if (history.length === 0) return { x: combine([1, x]), history };
    const [start, first] = history as [Tensor, Tensor];
    return { x: transfer(start, combine([0.5, said], [0.5, first]), call), history: [first] };
  }
  if (typeof stage === 'number' && stage >= 0) {
    const [start, sum, ...earlier] = stage === 0 ? [x, undefined, said, ...history] : history;
    const total = combine([rungeKutta[stage]!, said], ...(sum === undefined ? [] : [[1, sum] as const]));
    if (stage === 3) return { x: transfer(start, total, call), history: earlier as Tensor[] };
    return { x: transfer(start, said, call), history: [start, total, ...(earlier as Tensor[])] };
  }
  const all = [said, ...history].slice(0, 4);
  const weights = multistep[all.length - 1]!;
  return { x: transfer(x, combine(...all.map((each, k) => [weights[k]!, each] as const)), call), history: all };
}

/** All calls of N steps, in the order of algorithms 1 and 2. */
function callsOf(steps: number, trainingSteps: number, { timestepSpacing: spacing, stepsOffset: offset, skipPrkSteps }: { timestepSpacing: Spacing; stepsOffset: number; skipPrkSteps: boolean }): Call[] {
  const times = spacedTimes(spacing, steps, trainingSteps, offset).map(roundHalfEven);
  const stride = Math.floor(trainingSteps / steps);
  const steady = (told: number): Call => ({ told, from: told, to: told - stride, stage: -1 });
  if (skipPrkSteps) {
    const [first, second, ...rest] = times as [number, ...number[]];
    // The second call goes back and makes the first step again, by the mean of both.
    const again: Call[] = second === undefined ? [] : [{ told: second, from: second + stride, to: second, stage: 'again' }, steady(second)];
    return [{ ...steady(first), stage: 'first' }, ...again, ...rest.map(steady)];
  }
  if (steps < 4) throw invalidSchedule(`steps must be 4 or more for PNDM with Runge-Kutta (skipPrkSteps false), got ${steps}.`);
  const half = Math.floor(stride / 2);
  const started = times.slice(0, 3).flatMap((time, k) => {
    const told = [time, times[k + 1]! + half, times[k + 1]! + half, times[k + 1]!];
    return told.map((each, stage) => ({ told: each, from: time, to: each - (stage % 2 === 0 ? half : 0), stage }));
  });
  return [...started, ...times.slice(3).map(steady)];
}
