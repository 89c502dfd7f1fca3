import { invalidSchedule } from '../define.ts';

/** How the times of N steps lie among those of training (Lin et al. 2024, arXiv:2305.08891, table 2). */
export type Spacing = 'linspace' | 'leading' | 'trailing';

/** To the nearest whole number; halves to the even one, as IEEE 754 and NumPy round. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The i-th of `count` numbers from `start` to `end`, both included. */
export function linspace(start: number, end: number, count: number): number[] {
  const step = (end - start) / (count - 1);
  return Array.from({ length: count }, (_, i) => (i === 0 ? start : i === count - 1 ? end : start + i * step));
}

/**
 * N times, falling. Of linspace they are fractions.
 *
 * @param end One after the last time of training: T.
 */
export function spacedTimes(spacing: Spacing, steps: number, end: number, offset = 0): number[] {
  switch (spacing) {
    case 'linspace': return linspace(0, end - 1, steps).reverse();
    case 'leading': return Array.from({ length: steps }, (_, i) => (steps - 1 - i) * Math.floor(end / steps) + offset);
    case 'trailing': return trailing(steps, end, end);
  }
}

/** As {@link spacedTimes}, of N + 1 times without the last, which multistep solvers don't need; whole numbers. */
export function solverTimes(spacing: Spacing, steps: number, trainingSteps: number, offset: number, end: number): number[] {
  switch (spacing) {
    case 'linspace': return linspace(0, end - 1, steps + 1).reverse().slice(0, -1).map(roundHalfEven);
    case 'leading': return Array.from({ length: steps }, (_, i) => (steps - i) * Math.floor(end / (steps + 1)) + offset);
    case 'trailing': return trailing(steps, trainingSteps, end);
  }
}

/** From `end` down to 0 in steps of T / N. */
function trailing(steps: number, trainingSteps: number, end: number): number[] {
  return Array.from({ length: steps }, (_, i) => end - (i * trainingSteps) / steps).filter((time) => time > 0).map((time) => roundHalfEven(time) - 1);
}

/**
 * Times that somebody wrote down.
 *
 * @throws FigmentError `SCHEDULE_INVALID`
 */
export function checkTimes(times: readonly number[], steps: number, trainingSteps: number): readonly number[] {
  if (times.length !== steps) throw invalidSchedule(`timesteps must be as many as steps (${steps}), got ${times.length}.`);
  times.forEach((time, i) => {
    if (!(time >= 0 && time < trainingSteps)) throw invalidSchedule(`timesteps[${i}] must be in [0, ${trainingSteps}), got ${time}.`);
    if (i > 0 && time >= times[i - 1]!) throw invalidSchedule(`timesteps must fall, got ${times[i - 1]!} before ${time} at timesteps[${i}].`);
  });
  return times;
}

/** Whole times, as schedulers need that look up a table. @throws FigmentError `SCHEDULE_INVALID` */
export function tableTimes(times: readonly number[], trainingSteps: number): readonly number[] {
  const first = Math.max(...times);
  if (first >= trainingSteps) throw invalidSchedule(`so many steps with stepsOffset start at time ${first}; the model was trained with times below ${trainingSteps}. Take fewer steps or no offset.`);
  const fraction = times.find((time) => !Number.isInteger(time));
  if (fraction !== undefined) throw invalidSchedule(`timesteps must be whole numbers, got ${fraction}.`);
  return times;
}
