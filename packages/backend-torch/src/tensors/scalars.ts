import type { Abi } from '../abi/abi.ts';
import type { Handle } from '../abi/signature.ts';
import type { HandleScope } from './scope.ts';

const most = 4096;

/**
 * Numbers as tensors without shape, on the host: torch's elementwise operations take them on every device, and the
 * dispatcher takes no plain numbers. Kept, since programs use the same few again and again.
 */
export class Scalars {
  readonly #abi: Abi;
  readonly #scope: HandleScope;
  readonly #known = new Map<string, Handle>();

  constructor(abi: Abi, scope: HandleScope) {
    this.#abi = abi;
    this.#scope = scope;
  }

  /** Borrowed. */
  get(value: number, dtype: 'float32' | 'int32' | 'bool'): Handle {
    const key = `${dtype[0]!}${Object.is(value, -0) ? '-0' : value.toString()}`;
    let handle = this.#known.get(key);
    if (handle === undefined) {
      // The kernel that is running may hold some of them: they go when it is done.
      if (this.#known.size >= most) this.clear(this.#scope.own);
      handle = this.#make(value, dtype);
      this.#known.set(key, handle);
    }
    return handle;
  }

  clear(free: (handle: Handle) => unknown): void {
    for (const handle of this.#known.values()) free(handle);
    this.#known.clear();
  }

  #make(value: number, dtype: 'float32' | 'int32' | 'bool'): Handle {
    const { functions, scratch } = this.#abi;
    const out = scratch.out();
    if (dtype === 'float32') this.#abi.check(functions.scalarFloat(value, out), 'a number as a tensor');
    else if (dtype === 'int32') this.#abi.check(functions.scalarInt(value | 0, out), 'a number as a tensor');
    else this.#abi.check(functions.scalarBool(value !== 0, out), 'a number as a tensor');
    return this.#abi.madeResult();
  }
}
