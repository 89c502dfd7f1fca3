import { Undefined, type Value } from './values.ts';

/** Names and their values: a template's, and below it those of each loop's turn, macro and block. */
export class Scope {
  readonly #values = new Map<string, Value>();
  readonly #outer: Scope | undefined;

  constructor(outer?: Scope) {
    this.#outer = outer;
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  get(name: string): Value {
    const value = this.#values.get(name);
    if (value !== undefined) return value;
    return this.#outer === undefined ? new Undefined(name) : this.#outer.get(name);
  }
}
