import type { TrainingProgress } from './options.ts';

/** How long a training may keep the thread to itself: a page stays responsive, and Ctrl-C works. */
const TURN_MS = 40;

/** What a long computation is watched and stopped by. */
export interface PaceOptions {
  /** Called often enough for a progress bar, between pieces of work. */
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined;
  /** Stops with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** When a part of a long computation has to pause, and how. */
export interface Turn {
  readonly isDue: boolean;
  pause(): Promise<void>;
}

/** Divides a long computation into turns of some milliseconds: `if (pace.isDue) await pace.pause(...)` in its loops. */
export class Pace {
  readonly #options: PaceOptions;
  #turnStarted = performance.now();

  /** @throws the reason of a signal that is already aborted */
  constructor(options: PaceOptions) {
    this.#options = options;
    options.signal?.throwIfAborted();
  }

  /** Whether a turn is over. Reading the clock takes longer than a step of a tight loop does: ask every few hundred steps. */
  get isDue(): boolean {
    return performance.now() - this.#turnStarted > TURN_MS;
  }

  /**
   * Tells how far the work is, and lets others run.
   *
   * @throws the signal's reason
   */
  async pause(phase: TrainingProgress['phase'], done: number, of?: number): Promise<void> {
    this.report(phase, done, of);
    await new Promise((resolve) => { setTimeout(resolve); });
    this.#options.signal?.throwIfAborted();
    this.#turnStarted = performance.now();
  }

  /**
   * Tells how far the work is.
   *
   * @throws the signal's reason
   */
  report(phase: TrainingProgress['phase'], done: number, of?: number): void {
    this.#options.onProgress?.({ phase, done, of });
    this.#options.signal?.throwIfAborted();
  }
}
