import type { TrainEvent } from './event.ts';
import type { Measurement } from './step.ts';

/** What an event says of the measurements of its step: metrics by objective, but where there is one alone. */
export function recordsOf(measurements: readonly Measurement[], alone: boolean): Pick<TrainEvent, 'losses' | 'metrics' | 'gradientNorms'> {
  return {
    losses: Object.fromEntries(measurements.map(({ objective, loss }) => [objective, loss])),
    gradientNorms: Object.fromEntries(measurements.map(({ objective, norm }) => [objective, norm])),
    metrics: Object.fromEntries(measurements.flatMap(({ objective, metrics }) => Object.entries(metrics).map(([name, value]) => [alone ? name : `${objective}.${name}`, value]))),
  };
}
