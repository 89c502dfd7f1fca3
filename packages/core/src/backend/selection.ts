import type { BackendName, StartedBackend } from './provider.ts';

/** One backend that was thought of, and why it was or was not taken; for people to read. */
export interface Considered {
  readonly name: BackendName;
  readonly chosen: boolean;
  readonly reason: string;
  /** What it would run on, where that is known. */
  readonly device?: string | undefined;
  /** Time of the probe in ms, when `measure` was asked for. */
  readonly measuredMs?: number | undefined;
}

/** The backend everything runs on, and why it is this one. */
export interface Selection {
  readonly name: BackendName;
  /** For humans: 'CPU, 1 thread, SIMD'. */
  readonly device: string;
  /** In the order in which they were considered. */
  readonly considered: readonly Considered[];
}

interface Current {
  readonly selection: Selection;
  readonly started: StartedBackend;
}

let current: Current | undefined;

/** What `selectBackend` chose last; undefined before. */
export function currentSelection(): Selection | undefined {
  return current?.selection;
}

/** The running backend behind {@link currentSelection}. */
export function currentBackend(): StartedBackend | undefined {
  return current?.started;
}

export function setCurrent(selection: Selection, started: StartedBackend): void {
  current = { selection, started };
}
