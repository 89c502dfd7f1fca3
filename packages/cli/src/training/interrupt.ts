const signals = ['SIGINT', 'SIGTERM'] as const;

/** A request to stop from the keyboard or the system. */
export interface Interrupt {
  /** The first Ctrl-C: finish the step, then stop. */
  readonly requested: boolean;
  /** Aborted by the second Ctrl-C: stop at once. */
  readonly signal: AbortSignal;
  release(): void;
}

/** Aborted by the first Ctrl-C, for work of which nothing is kept. */
export function abortOnInterrupt(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const listener = (): void => { controller.abort(); };
  for (const signal of signals) process.on(signal, listener);
  return { signal: controller.signal, release() { for (const signal of signals) process.off(signal, listener); } };
}

/** Turns SIGINT and SIGTERM into a wish that the work itself grants; a second one insists. */
export function stopOnInterrupt(): Interrupt {
  const controller = new AbortController();
  let requested = false;
  const listener = (): void => {
    if (requested) controller.abort();
    requested = true;
  };
  for (const signal of signals) process.on(signal, listener);
  return {
    get requested() { return requested; },
    signal: controller.signal,
    release() { for (const signal of signals) process.off(signal, listener); },
  };
}
