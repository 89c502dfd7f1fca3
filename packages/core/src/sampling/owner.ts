import { engine, keep, type Tensor, type Variable } from '@tensorflow/tfjs-core';

import { guardDevice } from '../backend/in-flight.ts';
import { isVariable } from '../tensor.ts';
import { tensorsIn } from '../tensor-tree.ts';

/**
 * Owns what authors' code allocates, so that a throw in the middle of it leaks nothing.
 *
 * A `tidy` can't span an `await`. But between two awaits code runs alone, so each such stretch gets an engine scope of its own:
 * what it made and did not free is noted, and freed by {@link TensorOwner.release}. `own` covers a stretch from its start to the first
 * `await`; `wait` covers the one that follows an `await`.
 */
export class TensorOwner {
  readonly #tensors = new Set<Tensor>();
  readonly #variables = new Set<Variable>();

  /** Runs `work`; what it makes before it returns (for an async function: before its first `await`) belongs to this owner. */
  own<T>(work: () => T): T {
    const leave = this.#enter();
    try {
      return work();
    } finally {
      leave();
    }
  }

  /**
   * `await owner.wait(promise)` waits as `await promise` does, and what is made from there to the next `await` belongs to this owner, as do
   * tensors in the value. Await it directly. Rejects when the device is lost meanwhile.
   */
  wait<T>(promise: PromiseLike<T>): PromiseLike<T> {
    return this.#after(() => guardDevice(promise));
  }

  /** As {@link wait}, for nothing. */
  turn(): PromiseLike<undefined> {
    return this.#after(() => Promise.resolve(undefined));
  }

  has(tensor: Tensor): boolean {
    return this.#tensors.has(tensor);
  }

  /** What it owns now, variables aside. */
  tensors(): Tensor[] {
    return [...this.#tensors].filter(({ isDisposed }) => !isDisposed);
  }

  /** From now on somebody else's. */
  handOver(tensor: Tensor): void {
    if (this.#tensors.delete(tensor)) tensor.kept = false;
  }

  /** Frees a tensor, whether or not it is ours. */
  free(tensor: Tensor): void {
    this.#tensors.delete(tensor);
    if (!tensor.isDisposed) tensor.dispose();
  }

  /** Frees all that is left. */
  release(): void {
    for (const tensor of [...this.#tensors, ...this.#variables]) if (!tensor.isDisposed) tensor.dispose();
    this.#tensors.clear();
    this.#variables.clear();
  }

  #after<T>(begin: () => Promise<T>): PromiseLike<T> {
    return {
      then: (resolve, reject) => begin().then(
        (value) => {
          for (const tensor of tensorsIn(value)) this.#note(tensor);
          return this.#around(() => resolve?.(value) as never);
        },
        (error: unknown) => this.#around(() => reject?.(error) as never),
      ),
    };
  }

  /**
   * Settling a promise that is being awaited queues the code after the `await` as the very next microtask, so a microtask queued before it
   * and one queued after it enclose exactly that stretch.
   */
  #around<T>(settle: () => T): T {
    let leave: (() => void) | undefined;
    queueMicrotask(() => { leave = this.#enter(); });
    try {
      return settle();
    } finally {
      queueMicrotask(() => { leave?.(); });
    }
  }

  #enter(): () => void {
    const { state } = engine();
    engine().startScope();
    const scope = state.activeScope;
    const known = new Set(Object.keys(state.registeredVariables));
    return () => {
      for (const tensor of scope.track) if (!tensor.isDisposed) this.#note(tensor);
      for (const tensor of this.#tensors) if (tensor.isDisposed) this.#tensors.delete(tensor);
      for (const [name, variable] of Object.entries(state.registeredVariables)) if (!known.has(name)) this.#variables.add(variable);
      engine().endScope();
    };
  }

  #note(tensor: Tensor): void {
    // A kept tensor is not handed to an enclosing scope, which would free it.
    if (!isVariable(tensor)) this.#tensors.add(keep(tensor));
  }
}
