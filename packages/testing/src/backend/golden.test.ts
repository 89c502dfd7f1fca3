import { readFile } from 'node:fs/promises';

import { expect, it } from 'vitest';

import { computeGolden, goldenUrl, hasPython } from '../../test/reference.ts';
import { backendCases } from './cases/index.ts';
import { goldenNumbers, goldenOf } from './golden.ts';

it('has golden numbers for each case as it stands, and none for cases that are gone', () => {
  expect(new Set(backendCases.map(({ name }) => name)).size).toBe(backendCases.length);
  expect(backendCases.filter((each) => goldenOf(each) === undefined).map(({ name }) => name)).toEqual([]);
  expect(Object.keys(goldenNumbers).filter((name) => !backendCases.some((each) => each.name === name))).toEqual([]);
});

it.skipIf(!hasPython && process.env['FIGMENT_REQUIRE_TORCH'] === undefined)('has the golden numbers that PyTorch computes', { timeout: 120_000 }, async () => {
  for (const [family, content] of Object.entries(await computeGolden(backendCases))) {
    const [fresh, committed] = [JSON.parse(content), JSON.parse(await readFile(goldenUrl(family), 'utf8'))] as [unknown, unknown];
    expect(rounded(fresh), family).toEqual(rounded(committed));
  }
});

/** To five digits: the order in which a library adds up shows in the last ones. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Math.abs(value) < 1e-9 ? 0 : Number(value.toPrecision(5));
  if (Array.isArray(value)) return value.map(rounded);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, rounded(child)])) : value;
}
