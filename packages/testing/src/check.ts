/** One promise that a plugin has to keep. Run it with any test runner: it rejects with what was broken and how to mend it. */
export interface Check {
  readonly name: string;
  /** Resolves where the promise is kept; rejects with {@link CheckFailed} where it is broken. */
  readonly run: () => Promise<void>;
}

/** A broken promise. */
export class CheckFailed extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CheckFailed';
  }
}

export function ensure(holds: boolean, message: string): asserts holds {
  if (!holds) throw new CheckFailed(message);
}

/** What `work` rejects with. */
export async function rejectionOf(work: () => unknown, expected: string): Promise<unknown> {
  let outcome: unknown;
  try {
    outcome = await work();
  } catch (error) {
    return error;
  }
  throw new CheckFailed(`${expected}, but nothing was thrown (it gave ${typeof outcome}).`);
}

/** Runs `work` and fails if it does not settle in time: a hang would stop the whole test run. */
export async function within<T>(limitMs: number, work: Promise<T>, message: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => { reject(new CheckFailed(message)); }, limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
