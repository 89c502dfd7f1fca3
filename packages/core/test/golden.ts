import { readFileSync } from 'node:fs';

/** A golden case whose arrays are all inline. */
export interface GoldenCase {
  readonly params: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, GoldenArray>>;
  readonly expected: Readonly<Record<string, GoldenArray>>;
}

export interface GoldenArray {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** Reads `test/golden/NAME.json`: a case of the reference libraries that is small enough to travel with the sources. */
export function goldenCase(name: string): GoldenCase {
  return JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8')) as GoldenCase;
}

/** The array of that name among a case's inputs or expected values. */
export function goldenArray(of: Readonly<Record<string, GoldenArray>>, name: string): GoldenArray {
  const array = of[name];
  if (array === undefined) throw new Error(`The golden case has no array ${name}.`);
  return array;
}
