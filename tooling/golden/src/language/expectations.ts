import type { HostArray, Tensor } from '@figment/core';
import { dispose, download } from '@figment/core/ops';

import { arrayOfLists, type GoldenArray } from '../case/array.ts';
import type { GoldenCase, GoldenValue } from '../case/case.ts';
import { readSafetensors } from '../case/safetensors.ts';
import { type Tolerance, toleranceOf } from '../case/tolerance.ts';
import { compare } from '../compare.ts';
import type { RowsOutcome } from '../kind.ts';

/** Numbers that were computed. A tensor is freed when it has been compared. */
export type Computed = Tensor | HostArray | GoldenArray | number | readonly unknown[];

/** What a case expects, in case.json and beside it, ticked off as it is compared: nothing goes unchecked. */
export class Expectations {
  readonly #expected: ReadonlyMap<string, GoldenValue>;
  readonly #tolerance: unknown;
  readonly #open: Set<string>;
  readonly #failures: string[] = [];
  #checked = 0;

  constructor(golden: GoldenCase) {
    const { expected = 'expected.safetensors' } = (golden.json['files'] ?? {}) as { readonly expected?: string };
    this.#expected = new Map([...golden.expected, ...(golden.hasFile(expected) ? readSafetensors(golden.readFile(expected)) : [])]);
    this.#tolerance = golden.json['tolerance'];
    this.#open = new Set(this.#expected.keys());
  }

  /** Whether anything is expected under this name or below it. */
  has(name: string): boolean {
    return [...this.#expected.keys()].some((key) => key === name || key.startsWith(`${name}.`));
  }

  /** Full names of what is expected below a name. */
  below(name: string): string[] {
    return [...this.#expected.keys()].filter((key) => key.startsWith(`${name}.`));
  }

  /** The numbers that are expected. */
  array(name: string): GoldenArray {
    const value = this.#value(name);
    if ('exactly' in value) throw new Error(`${name} must be numbers, got ${JSON.stringify(value.exactly)}`);
    return value;
  }

  /** Rows of whole numbers. */
  rows(name: string): number[][] {
    const { shape, data } = this.array(name);
    const [count = 0, length = 0] = shape;
    return Array.from({ length: count }, (_, row) => Array.from({ length }, (_, i) => data[row * length + i] as number));
  }

  /** What says how something is computed. */
  setting(name: string): number | string | boolean {
    const value = this.#value(name);
    const plain = 'exactly' in value ? value.exactly : value.shape.length === 0 ? value.data[0] : undefined;
    if (!['number', 'string', 'boolean'].includes(typeof plain)) throw new Error(`${name} must be a setting, got ${JSON.stringify(plain)}`);
    return plain as number | string | boolean;
  }

  /** What the oracle saw, with nothing to compare. */
  told(...names: string[]): void {
    for (const name of names) this.#open.delete(name);
  }

  /**
   * Compares what is expected under this name, if anything is.
   *
   * @param like the name whose tolerance holds
   * @param mask 1 where axis 0, or axes 0 and 1, are to be compared
   */
  async check(name: string, got: Computed, like = name, mask?: ArrayLike<number>): Promise<void> {
    try {
      if (!this.#expected.has(name)) return;
      const numbers = await numbersOf(got);
      const wanted = this.array(name);
      this.compare(name, masked(numbers, mask), masked(wanted, mask), like === 'exact' ? { atol: 0, rtol: 0 } : toleranceOf(this.#tolerance, like));
    } finally {
      if (isTensor(got)) dispose(got);
    }
  }

  /** Compares with a tolerance of its own. */
  compare(name: string, got: GoldenArray | HostArray, wanted: GoldenArray, tolerance: Tolerance): void {
    this.#checked += 1;
    const { passed, message } = compare(got, wanted, tolerance);
    if (!passed) this.fail(`${name}${message.startsWith('[') ? '' : ' '}${message}`);
  }

  fail(message: string): void {
    this.#failures.push(message);
  }

  /** What there is to report: also what was expected and is not known here. */
  outcome(): RowsOutcome {
    return { rows: this.#checked, failures: [...this.#failures, ...[...this.#open].map((name) => `${name} was not checked`)] };
  }

  #value(name: string): GoldenValue {
    const value = this.#expected.get(name);
    if (value === undefined) throw new Error(`the case expects no ${name}`);
    this.#open.delete(name);
    return value;
  }
}

async function numbersOf(got: Computed): Promise<HostArray | GoldenArray> {
  if (isTensor(got)) return await download(got);
  if (typeof got === 'object' && 'data' in got) return got;
  const array = arrayOfLists(got);
  if (array === undefined) throw new Error(`numbers must have been computed, got ${JSON.stringify(got)}`);
  return array;
}

/** The rows of an array that count, one after the other. */
function masked({ shape, data }: HostArray | GoldenArray, mask: ArrayLike<number> | undefined): GoldenArray {
  if (mask === undefined) return { shape, data, dtype: 'float64' };
  const width = data.length / mask.length;
  if (!Number.isInteger(width)) return { shape, data, dtype: 'float64' };
  const kept = Array.from(mask).flatMap((on, i) => (on === 1 ? Array.from({ length: width }, (_, j) => data[i * width + j] as number) : []));
  return { shape: [kept.length], data: kept, dtype: 'float64' };
}

function isTensor(value: Computed): value is Tensor {
  return typeof value === 'object' && 'dataId' in value;
}
