/**
 * The settings of a case. Every read is remembered, so that what nobody read, and so was not obeyed, can be reported.
 * A setting may have several names; the first that is there counts.
 */
export class Options {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #read = new Set<string>();

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  /** As it stands in the case, or undefined. null counts as absent. */
  raw(...names: string[]): unknown {
    for (const name of names) this.#read.add(name);
    return names.map((name) => this.#values[name]).find((value) => value !== undefined && value !== null);
  }

  number(names: string | readonly string[], fallback?: number): number {
    return this.#typed('number', names, fallback);
  }

  boolean(names: string | readonly string[], fallback?: boolean): boolean {
    const value = this.raw(...[names].flat());
    return value === 0 || value === 1 ? value === 1 : this.#typed('boolean', names, fallback);
  }

  string(names: string | readonly string[], fallback?: string): string {
    return this.#typed('string', names, fallback);
  }

  /** A list of numbers, or one number as a list of one. */
  numbers(names: string | readonly string[], fallback?: readonly number[]): readonly number[] {
    const value = this.raw(...[names].flat());
    if (value === undefined && fallback !== undefined) return fallback;
    const list: unknown = typeof value === 'number' ? [value] : value;
    if (Array.isArray(list) && list.every((item) => typeof item === 'number')) return list;
    throw new Error(`${[names].flat()[0] ?? ''} must be numbers, got ${JSON.stringify(value)}`);
  }

  /** One number for each of two axes, or one for both. */
  pair(names: string | readonly string[], fallback?: readonly [number, number]): [number, number] {
    const list = this.numbers(names, fallback);
    if (list.length > 2 || list.length === 0) throw new Error(`${[names].flat()[0] ?? ''} must be one number or two, got ${JSON.stringify(list)}`);
    return [list[0] as number, (list[1] ?? list[0]) as number];
  }

  has(name: string): boolean {
    return this.raw(name) !== undefined;
  }

  /** What no check asked for. */
  unread(): string[] {
    return Object.keys(this.#values).filter((name) => !this.#read.has(name));
  }

  #typed<Type extends 'number' | 'boolean' | 'string'>(type: Type, names: string | readonly string[], fallback: unknown): { number: number; boolean: boolean; string: string }[Type] {
    const value = this.raw(...[names].flat()) ?? fallback;
    if (typeof value !== type) throw new Error(`${[names].flat()[0] ?? ''} must be a ${type}, got ${JSON.stringify(value)}`);
    return value as { number: number; boolean: boolean; string: string }[Type];
  }
}
