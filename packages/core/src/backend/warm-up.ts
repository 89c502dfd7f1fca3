import { FigmentError } from '../errors.ts';
import { guardDevice } from './in-flight.ts';
import { currentBackend } from './selection.ts';

/** How many of the programs of a GPU that are needed are compiled. */
export interface WarmUpProgress {
  readonly done: number;
  readonly of: number;
}

/** Options of {@link warmUp}. */
export interface WarmUpOptions {
  /** Told at the start, and after each program. */
  readonly onProgress?: ((progress: WarmUpProgress) => void) | undefined;
}

/**
 * Compiles ahead what `f` computes with, side by side and without blocking, where the backend compiles at first use (webgpu):
 * else the first step or sample waits for one program after the other. Elsewhere it does nothing, and `f` is not called.
 *
 * `f` runs without computing: it may use any ops, layers and gradients, but read nothing, change nothing and not be asynchronous;
 * what it makes is freed. Other shapes of the same ranks mostly need the same programs.
 *
 * ```ts
 * await warmUp(() => valueAndGrads(() => loss(batch), parameters), { onProgress: ({ done, of }) => console.log(`${done}/${of}`) });
 * ```
 *
 * @throws FigmentError `INPUT_INVALID` when `f` is asynchronous, `DEVICE_LOST`, `DEVICE_ERROR`
 */
export async function warmUp(f: () => unknown, { onProgress }: WarmUpOptions = {}): Promise<void> {
  const backend = currentBackend();
  if (backend?.warmUp === undefined) return;
  const trace = (): void => {
    const result = f();
    if (typeof result !== 'object' || result === null || !('then' in result)) return;
    // Nobody else waits for it.
    void Promise.resolve(result).catch(() => undefined);
    throw new FigmentError('INPUT_INVALID', 'warmUp: f must compute at once, got a function that returns a promise.');
  };
  await guardDevice(backend.warmUp(trace, onProgress));
}
