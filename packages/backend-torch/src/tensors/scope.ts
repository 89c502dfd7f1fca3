import type { Abi } from '../abi/abi.ts';
import type { Handle } from '../abi/signature.ts';

/**
 * Who owns handles: each that torch returns while a kernel runs belongs to the kernel's scope, and is freed when the kernel
 * is done or throws, unless it was kept (as an output, or in a cache).
 */
export class HandleScope {
  readonly #abi: Abi;
  readonly #owned: Handle[] = [];

  constructor(abi: Abi) {
    this.#abi = abi;
  }

  readonly own = (handle: Handle): Handle => {
    this.#owned.push(handle);
    return handle;
  };

  /** Takes a handle out of the scope: who calls this owns it now. */
  keep(handle: Handle): Handle {
    const at = this.#owned.lastIndexOf(handle);
    if (at === -1) throw new Error('the handle was borrowed, or kept before');
    if (at === this.#owned.length - 1) this.#owned.pop();
    else this.#owned.splice(at, 1);
    return handle;
  }

  /** Frees a handle before the scope ends, for kernels that need much memory on their way. */
  free(handle: Handle): void {
    this.#abi.free(this.keep(handle));
  }

  /** Runs `work`, and frees what it made and did not keep. */
  run<Value>(work: () => Value): Value {
    const before = this.#owned.length;
    try {
      return work();
    } finally {
      while (this.#owned.length > before) this.#abi.free(this.#owned.pop()!);
    }
  }
}
