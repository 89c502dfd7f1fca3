import { invalidSchedule } from '../define.ts';
import type { SchedulerCall } from '../scheduler.ts';
import { checkTimes, tableTimes } from './spacing.ts';

/** Options of {@link distilledTimes}; see lcm.ts. */
export interface DistilledTimesOptions {
  readonly originalInferenceSteps: number;
  readonly strength: number;
  readonly timesteps: readonly number[] | null;
}

/**
 * N of the times that a model was distilled at (every k-th of T), evenly from the noisiest; of less strength from further down.
 *
 * @throws FigmentError `SCHEDULE_INVALID`
 */
export function distilledTimes({ process: { trainingSteps }, steps }: SchedulerCall, { originalInferenceSteps, strength, timesteps }: DistilledTimesOptions): readonly number[] {
  if (timesteps !== null) return tableTimes(checkTimes(timesteps, steps, trainingSteps), trainingSteps);
  if (originalInferenceSteps > trainingSteps) throw invalidSchedule(`originalInferenceSteps must be at most the ${trainingSteps} that the model was trained with, got ${originalInferenceSteps}.`);
  const stride = Math.floor(trainingSteps / originalInferenceSteps);
  const count = Math.floor(originalInferenceSteps * strength);
  if (steps > count) throw invalidSchedule(`steps must be at most the ${count} that the model was distilled at (originalInferenceSteps times strength), got ${steps}.`);
  return Array.from({ length: steps }, (_, i) => (count - Math.floor((i * count) / steps)) * stride - 1);
}
