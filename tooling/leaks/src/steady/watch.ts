import type { Steadiness } from './steadiness.ts';

/** What there was after one step. */
export interface Reading {
  readonly step: number;
  readonly tensors: number;
  readonly bytes: number;
  /** Of the process; read now and then, for garbage has to be collected first. */
  readonly resident?: number | undefined;
}

/** Resident memory is compared by medians of this many readings: single ones are noise. */
const WINDOW = 5;

/**
 * What stayed the same from step `from` on: counts at every step, resident memory between `from` and the end. The last step is
 * not counted: with it the run ends and gives everything back.
 */
export function steadinessOf(model: string, readings: readonly Reading[], from: number): Steadiness {
  const settled = readings.filter(({ step }) => step >= from);
  const apart = (of: (reading: Reading) => number): number => Math.max(...settled.map(of)) - Math.min(...settled.map(of));
  const resident = settled.flatMap((reading) => reading.resident ?? []);
  return {
    model,
    from,
    to: settled.at(-1)?.step ?? 0,
    tensors: settled[0]?.tensors ?? 0,
    tensorsApart: apart(({ tensors }) => tensors),
    bytes: settled[0]?.bytes ?? 0,
    bytesApart: apart(({ bytes }) => bytes),
    residentBefore: median(resident.slice(0, WINDOW)),
    residentAfter: median(resident.slice(-WINDOW)),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
