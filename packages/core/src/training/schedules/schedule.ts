/**
 * How the learning rate moves over a run: a plain value. Rates are parts of the optimiser's learning rate.
 */
export interface Schedule {
  /** 'cosine': stored in checkpoints. */
  readonly name: string;
  /** All of its settings, as JSON. */
  readonly options: Readonly<Record<string, unknown>>;
  /**
   * The part of the learning rate for the next update.
   *
   * @param done Updates made so far, from 0
   * @param total Updates that the run will have made at its end
   */
  factor(done: number, total: number): number;
}

/** How far from `done = 0` to the end a run is: 0 to 1. */
export function progressOf(done: number, total: number): number {
  return done / Math.max(1, total);
}

/** Half a wave of the cosine, from 1 at `progress` 0 to 0 at 1. */
export function cosineFrom1To0(progress: number): number {
  return 0.5 * (1 + Math.cos(Math.PI * progress));
}

/** `from` where `part` is 0, `to` where it is 1. */
export function between(from: number, to: number, part: number): number {
  return from + (to - from) * part;
}
