import { currentBackend } from './selection.ts';

/**
 * One device that can be lost. What was made on it is gone with it, also after another took its place: hold on to this to know.
 *
 * The promise of a loss rarely settles, and reactions to such a promise are never freed: it has one, which tells all who wait.
 */
export class Device {
  readonly #waiting = new Set<(error: Error) => void>();
  #lost: Error | undefined;

  constructor(lost: Promise<never>) {
    lost.catch((error: unknown) => {
      this.#lost = error as Error;
      for (const tell of this.#waiting) tell(this.#lost);
      this.#waiting.clear();
    });
  }

  /** `DEVICE_LOST`, once it is. */
  get lost(): Error | undefined {
    return this.#lost;
  }

  /** Settles as `work` does, or rejects as soon as the device is lost. */
  during<Value>(work: PromiseLike<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      if (this.#lost === undefined) this.#waiting.add(reject);
      else reject(this.#lost);
      void Promise.resolve(work).finally(() => { this.#waiting.delete(reject); }).then(resolve, reject);
    });
  }
}

const devices = new WeakMap<Promise<never>, Device>();

/** The device in use; undefined on backends whose device can't be lost. */
export function currentDevice(): Device | undefined {
  const lost = currentBackend()?.lost?.();
  if (lost === undefined) return undefined;
  const device = devices.get(lost) ?? new Device(lost);
  devices.set(lost, device);
  return device;
}
