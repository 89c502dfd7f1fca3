import type { GoldenArray } from './case/array.ts';
import type { GoldenCase } from './case/case.ts';
import { readSafetensors } from './case/safetensors.ts';
import { type Tolerance, toleranceOf } from './case/tolerance.ts';
import { compare, type Numbers } from './compare.ts';
import type { RowsOutcome } from './kind.ts';

/**
 * A case whose expected arrays lie in `files.expected`: each is compared with what was computed, or named as missing, so that none goes
 * unchecked.
 */
export class ArraysCase {
  readonly arrays: ReadonlyMap<string, GoldenArray>;
  readonly #golden: GoldenCase;
  readonly #unread: Set<string>;
  readonly #failures: string[] = [];
  #rows = 0;

  constructor(golden: GoldenCase) {
    this.#golden = golden;
    this.arrays = readSafetensors(golden.readFile(this.file('expected')));
    this.#unread = new Set(this.arrays.keys());
  }

  /** The name of a file by its role. */
  file(role: string): string {
    const name = (this.#golden.json['files'] as Readonly<Record<string, string>> | undefined)?.[role];
    if (name === undefined) throw new Error(`the case names no file for ${role}`);
    return name;
  }

  /** An array that is given, not compared. */
  given(name: string): GoldenArray {
    const array = this.arrays.get(name);
    if (array === undefined) throw new Error(`expected.safetensors has no ${name}`);
    this.#unread.delete(name);
    return array;
  }

  /** Compares an array. @param tolerance that of `of` in the case, or its own */
  compare(name: string, got: Numbers, tolerance: string | Tolerance): void {
    this.compareWith(name, got, this.given(name), tolerance);
  }

  /** Compares with an array that stands elsewhere in the case. */
  compareWith(name: string, got: Numbers, expected: GoldenArray, tolerance: string | Tolerance): void {
    this.#rows += 1;
    const { passed, message } = compare(got, expected, typeof tolerance === 'string' ? toleranceOf(this.#golden.json['tolerance'], tolerance) : tolerance);
    if (!passed) this.#failures.push(`${name} ${message}`);
  }

  /** Compares a value that must be equal as it stands. */
  same(name: string, got: unknown, expected: unknown): void {
    this.#rows += 1;
    const [mine, theirs] = [JSON.stringify(got), JSON.stringify(expected)];
    if (mine !== theirs) this.#failures.push(`${name} is ${mine}, expected ${theirs}`);
  }

  outcome(): RowsOutcome {
    return { rows: this.#rows, failures: [...this.#failures, ...[...this.#unread].map((name) => `${name} was not compared`)] };
  }
}
