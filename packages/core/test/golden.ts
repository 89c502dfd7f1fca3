import { readFileSync } from 'node:fs';

/** A golden case whose arrays are all inline. */
export interface GoldenCase {
  readonly params: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, GoldenArray>>;
  readonly expected: Readonly<Record<string, GoldenArray>>;
}

/** Inline numbers, or float32 in base64 where there are many. */
export interface GoldenArray {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface PackedArray {
  readonly shape: readonly number[];
  readonly base64: string;
}

/** Reads `test/golden/NAME.json`: a case of the reference libraries that is small enough to travel with the sources. */
export function goldenCase(name: string): GoldenCase {
  return JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8'), (_, value: unknown) => (isPacked(value) ? unpacked(value) : value)) as GoldenCase;
}

function isPacked(value: unknown): value is PackedArray {
  return typeof value === 'object' && value !== null && 'base64' in value;
}

function unpacked({ shape, base64 }: PackedArray): GoldenArray {
  const bytes = Buffer.from(base64, 'base64');
  return { shape, data: Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i)) };
}

/** The array of that name among a case's inputs or expected values. */
export function goldenArray(of: Readonly<Record<string, GoldenArray>>, name: string): GoldenArray {
  const array = of[name];
  if (array === undefined) throw new Error(`The golden case has no array ${name}.`);
  return array;
}
