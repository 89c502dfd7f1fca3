import { failed, wrongTemplate } from './failed.ts';
import { Text } from './text.ts';
import { type Named, typeName, type Value } from './values.ts';

/** The arguments of a call as a function asks for them: by place or by name. */
export class Arguments {
  readonly #what: string;
  readonly #args: readonly Value[];
  readonly #named: Named;

  constructor(what: string, args: readonly Value[], named: Named) {
    this.#what = what;
    this.#args = args;
    this.#named = named;
  }

  /** Nothing where it was not given, or is none. */
  value(place: number, name: string): Exclude<Value, null> | undefined {
    return this.#args[place] ?? this.#named.get(name) ?? undefined;
  }

  text(place: number, name: string): Text;
  text<Otherwise>(place: number, name: string, otherwise: Otherwise): Text | Otherwise;
  text(place: number, name: string, ...otherwise: unknown[]): unknown {
    const value = this.value(place, name);
    if (value instanceof Text) return value;
    if (value === undefined && otherwise.length > 0) return otherwise[0];
    throw this.#wrong(name, 'text', value);
  }

  integer(place: number, name: string, otherwise: number): number {
    const value = this.value(place, name) ?? otherwise;
    if (typeof value !== 'number') throw this.#wrong(name, 'a whole number', value);
    return value;
  }

  boolean(place: number, name: string, otherwise: boolean): boolean {
    const value = this.value(place, name) ?? otherwise;
    if (typeof value !== 'boolean') throw this.#wrong(name, 'true or false', value);
    return value;
  }

  #wrong(name: string, right: string, value: Value | undefined): Error {
    return failed(`${this.#what}: ${name} must be ${right}, got ${value === undefined ? 'nothing' : typeName(value)}.`);
  }
}

/** A filter or test that another filter names. */
export function entry<T>(table: Readonly<Record<string, T>>, name: Value | undefined, what: string): T {
  const found = name instanceof Text && Object.hasOwn(table, name.value) ? table[name.value] : undefined;
  if (found === undefined) throw wrongTemplate(`there is no ${what} ${name instanceof Text ? name.value : ''}.`);
  return found;
}
