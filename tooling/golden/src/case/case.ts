import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { HostArray } from '@figment/core';

import { arrayOfLists, type GoldenArray, toChannelsLast, toHostArray } from './array.ts';
import { Options } from './options.ts';
import { readSafetensors } from './safetensors.ts';

/** What a case says: numbers, or anything else that is compared as it stands. */
export type GoldenValue = GoldenArray | { readonly exactly: unknown };

/** A case as its kind sees it; all names of nested things are joined with dots. */
export class GoldenCase {
  readonly folder: string;
  readonly json: Readonly<Record<string, unknown>>;
  /** `params`, and what `config.json` adds to them. */
  readonly options: Options;
  readonly inputs: ReadonlyMap<string, GoldenValue>;
  readonly expected: ReadonlyMap<string, GoldenValue>;
  readonly #readInputs = new Set<string>();

  constructor(folder: string) {
    this.folder = folder;
    this.json = this.readJson('case.json') as Record<string, unknown>;
    const config = this.hasFile('config.json') ? (this.readJson('config.json') as Record<string, unknown>) : {};
    const params = decodeLists(this.json['params'] ?? {}) as Record<string, unknown>;
    this.options = new Options({ ...config, ...params });
    this.inputs = this.#flatten(this.json['inputs']);
    this.expected = this.#flatten(this.json['expected']);
  }

  get id(): string {
    const { id, topic, name } = this.json;
    if (typeof id === 'string') return id;
    return typeof topic === 'string' && typeof name === 'string' ? `${topic}/${name}` : this.folder;
  }

  get kind(): string {
    if (typeof this.json['kind'] !== 'string') throw new Error(`case.json must name its kind, got ${JSON.stringify(this.json['kind'])}`);
    return this.json['kind'];
  }

  hasInput(name: string): boolean {
    return this.inputs.has(name);
  }

  /** The numbers of an input, in full precision. */
  array(name: string): GoldenArray {
    this.#readInputs.add(name);
    const value = this.inputs.get(name);
    if (value === undefined) throw new Error(`the case has no input ${name}`);
    if ('exactly' in value) throw new Error(`input ${name} must be numbers, got ${JSON.stringify(value.exactly)}`);
    return value;
  }

  /** An input as it is uploaded: int32 or float32. */
  input(name: string): HostArray {
    return toHostArray(this.array(name));
  }

  /** Inputs `group.a`, `group.b`, ... by their last names. */
  inputGroup(group: string): Map<string, HostArray> {
    const prefix = `${group}.`;
    return new Map([...this.inputs.keys()].filter((name) => name.startsWith(prefix)).map((name) => [name.slice(prefix.length), this.input(name)]));
  }

  /** Inputs that no check asked for. */
  unreadInputs(): string[] {
    return [...this.inputs.keys()].filter((name) => !this.#readInputs.has(name));
  }

  hasFile(name: string): boolean {
    try {
      readFileSync(join(this.folder, name));
      return true;
    } catch {
      return false;
    }
  }

  readFile(name: string): Uint8Array {
    return readFileSync(join(this.folder, name));
  }

  /** Infinities, which Python writes into JSON as they are, come back as strings. */
  readJson(name: string): unknown {
    const text = new TextDecoder().decode(this.readFile(name));
    return JSON.parse(text.replaceAll(/(?<=[:,[]\s*)-?Infinity\b|(?<=[:,[]\s*)NaN\b/g, '"$&"'));
  }

  #flatten(value: unknown): Map<string, GoldenValue> {
    const found = new Map<string, GoldenValue>();
    const files = new Map<string, Map<string, GoldenArray>>();
    const visit = (node: unknown, path: string): void => {
      const numbers = arrayOfLists(node);
      if (isArrayEntry(node)) found.set(path, this.#readEntry(node, files));
      else if (numbers !== undefined) found.set(path, numbers);
      else if (typeof node !== 'object' || node === null) found.set(path, { exactly: node });
      else for (const [key, child] of Object.entries(node)) visit(child, path === '' ? key : `${path}.${key}`);
    };
    if (value !== undefined) visit(value, '');
    return found;
  }

  #readEntry(entry: ArrayEntry, files: Map<string, Map<string, GoldenArray>>): GoldenArray {
    let array: GoldenArray;
    if (entry.data !== undefined) {
      const flat = arrayOfLists(entry.data);
      if (flat === undefined) throw new Error(`array data must be numbers, got ${JSON.stringify(entry.data).slice(0, 80)}`);
      // A float32 stands in JSON with as many digits as tell it from its neighbours: the number meant is the nearest float32.
      array = { shape: entry.shape, dtype: entry.dtype, data: entry.dtype === 'float32' ? Float32Array.from(flat.data) : flat.data };
    } else {
      if (entry.file === undefined || entry.key === undefined) throw new Error('an array needs data, or a file and a key');
      const arrays = files.get(entry.file) ?? readSafetensors(this.readFile(entry.file));
      files.set(entry.file, arrays);
      const stored = arrays.get(entry.key);
      if (stored === undefined) throw new Error(`${entry.file} has no array ${entry.key}`);
      if (stored.shape.join() !== entry.shape.join()) throw new Error(`${entry.key} in ${entry.file} has shape [${stored.shape.join(', ')}], the case says [${entry.shape.join(', ')}]`);
      array = { ...stored, dtype: entry.dtype };
    }
    const size = array.shape.reduce((a, b) => a * b, 1);
    if (array.data.length !== size) throw new Error(`an array of shape [${array.shape.join(', ')}] must hold ${size} numbers, got ${array.data.length}`);
    return entry.layout === 'NCHW' || entry.layout === 'SNCHW' ? toChannelsLast(array) : array;
  }
}

interface ArrayEntry {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly layout?: string;
  readonly data?: unknown;
  readonly file?: string;
  readonly key?: string;
}

function isArrayEntry(value: unknown): value is ArrayEntry {
  return typeof value === 'object' && value !== null && 'shape' in value && 'dtype' in value && Array.isArray(value.shape);
}

/** Lists among the parameters may be written as arrays. */
function decodeLists(value: unknown): unknown {
  if (isArrayEntry(value)) return value.shape.length === 0 && Array.isArray(value.data) ? (value.data as unknown[])[0] : value.data;
  if (Array.isArray(value)) return value.map(decodeLists);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, decodeLists(child)]));
  return value;
}
