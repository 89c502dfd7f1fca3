import type { Abi } from '../abi/abi.ts';
import type { Handle } from '../abi/signature.ts';
import type { HandleScope } from './scope.ts';

/** Together, in elements: 16 MB of float32. */
const mostElements = 4 * 1024 * 1024;

/** Tensors that kernels make from shapes and options alone (counts, indices, weights of interpolation), kept while they are of use. */
export class Constants {
  readonly #abi: Abi;
  readonly #scope: HandleScope;
  /** From the one unused for longest to the one used last. */
  readonly #known = new Map<string, { readonly handle: Handle; readonly elements: number }>();
  #elements = 0;

  constructor(abi: Abi, scope: HandleScope) {
    this.#abi = abi;
    this.#scope = scope;
  }

  /**
   * Borrowed, until the running kernel is done.
   *
   * @param elements how many the tensor has
   */
  get(key: string, elements: number, make: () => Handle): Handle {
    const known = this.#known.get(key);
    if (known !== undefined) {
      this.#known.delete(key);
      this.#known.set(key, known);
      return known.handle;
    }
    const handle = make();
    if (elements > mostElements / 4) return handle;
    this.#scope.keep(handle);
    this.#known.set(key, { handle, elements });
    this.#elements += elements;
    for (const [oldest, entry] of this.#known) {
      if (this.#elements <= mostElements) break;
      this.#known.delete(oldest);
      this.#elements -= entry.elements;
      this.#scope.own(entry.handle);
    }
    return handle;
  }

  clear(): void {
    for (const { handle } of this.#known.values()) this.#abi.free(handle);
    this.#known.clear();
    this.#elements = 0;
  }
}
