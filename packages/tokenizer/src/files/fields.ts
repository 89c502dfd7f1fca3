import { shown, TokenizerError, type TokenizerErrorCode } from '../errors.ts';

/** An object of a JSON file, or options: fields are read by name and checked, and an error names the place: `model.merges[3]`. */
export class Fields {
  readonly path: string;
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #code: TokenizerErrorCode;

  /**
   * @param code of all errors
   * @throws TokenizerError when `value` is no object
   */
  constructor(value: unknown, path: string, code: TokenizerErrorCode = 'TOKENIZER_INVALID') {
    this.path = path;
    this.#code = code;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unfit(code, path, 'an object', value);
    this.#values = value as Record<string, unknown>;
  }

  /** Where a field stands in the file. */
  at(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  /** A field as it stands there; undefined when it is missing. */
  get(name: string): unknown {
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
  }

  /** All fields as they stand there. */
  all(): Readonly<Record<string, unknown>> {
    return this.#values;
  }

  names(): string[] {
    return Object.keys(this.#values);
  }

  /** Without a fallback, a field that is missing is an error; null is as good as missing where there is one. */
  string(name: string, fallback?: string): string {
    return this.#read(name, fallback, (value) => typeof value === 'string', 'a string');
  }

  boolean(name: string, fallback?: boolean): boolean {
    return this.#read(name, fallback, (value) => typeof value === 'boolean', 'true or false');
  }

  /** A whole number, 0 or more. */
  count(name: string, fallback?: number): number {
    return this.#read(name, fallback, (value) => Number.isSafeInteger(value) && (value as number) >= 0, 'a whole number, 0 or more');
  }

  /** One of the keys of `values`, as what it is there. */
  oneOf<T>(name: string, values: Readonly<Record<string, T>>, fallback?: string): T {
    const right = Object.keys(values).map((key) => `"${key}"`).join(' or ');
    return values[this.#read(name, fallback, (value) => typeof value === 'string' && Object.hasOwn(values, value), right)] as T;
  }

  /** One of the values of `spellings`, as the key that it has there. */
  spelled<K extends string>(name: string, spellings: Readonly<Record<K, string>>, fallback?: K): K {
    const options = Object.fromEntries(Object.entries<string>(spellings).map(([option, spelling]) => [spelling, option as K]));
    return this.oneOf(name, options, fallback && spellings[fallback]);
  }

  list(name: string, fallback?: readonly unknown[]): readonly unknown[] {
    return this.#read(name, fallback, Array.isArray, 'a list');
  }

  strings(name: string): readonly string[] {
    return this.#read<readonly string[]>(name, undefined, (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'), 'a list of strings');
  }

  fields(name: string): Fields {
    return new Fields(this.get(name), this.at(name), this.#code);
  }

  /** A field that may be null or missing. */
  optional<T>(name: string, read: (name: string) => T): T | undefined {
    return (this.get(name) ?? null) === null ? undefined : read.call(this, name);
  }

  /** The error for a field that has the wrong value. */
  unfit(name: string, right: string): TokenizerError {
    return unfit(this.#code, this.at(name), right, this.get(name));
  }

  #read<T>(name: string, fallback: T | undefined, isRight: (value: unknown) => boolean, right: string): T {
    const value = this.get(name);
    if (fallback !== undefined && (value ?? null) === null) return fallback;
    if (!isRight(value)) throw this.unfit(name, right);
    return value as T;
  }
}

function unfit(code: TokenizerErrorCode, path: string, right: string, value: unknown): TokenizerError {
  const name = path === '' ? 'The file' : path;
  return new TokenizerError(code, value === undefined ? `${name} is missing; it must be ${right}.` : `${name} must be ${right}, got ${shown(value)}.`);
}

/**
 * Reads a component by its `type`.
 *
 * @throws TokenizerError `TOKENIZER_UNSUPPORTED` for a type that none of `readers` reads
 */
export function readComponent<T>(spec: unknown, path: string, readers: Readonly<Record<string, (fields: Fields) => T>>): T {
  const fields = new Fields(spec, path);
  const type = fields.string('type');
  if (!Object.hasOwn(readers, type)) {
    throw new TokenizerError('TOKENIZER_UNSUPPORTED', `${fields.at('type')} ${shown(type)} is not known; it may be ${Object.keys(readers).join(', ')}.`);
  }
  return (readers[type] as (fields: Fields) => T)(fields);
}
