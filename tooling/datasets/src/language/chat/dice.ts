import { foldIn, type Key, randintArray } from '@figment/core/random';

/** Throws one after the other, which the key alone decides. */
export class Dice {
  readonly #key: Key;
  #thrown = 0;

  constructor(key: Key) {
    this.#key = key;
  }

  /** A whole number from 0 to just below `sides`. */
  throw(sides: number): number {
    return randintArray(foldIn(this.#key, this.#thrown++), 1, { min: 0, max: sides })[0]!;
  }

  /** True so many times of a hundred. */
  happens(percent: number): boolean {
    return this.throw(100) < percent;
  }

  one<Value>(of: readonly Value[]): Value {
    return of[this.throw(of.length)]!;
  }
}
