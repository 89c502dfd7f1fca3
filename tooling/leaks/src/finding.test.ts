import { describe, expect, it } from 'vitest';

import { type Finding, isLeak, table } from './finding.ts';

const clean: Finding = { model: 'test/toy', backend: 'cpu', scenario: 'train 10 steps', tensors: 0, residentBytes: 2 ** 20, seconds: 1.25 };

describe('a finding', () => {
  it('is a leak when tensors are left or missing, memory grows, or the scenario failed', () => {
    expect(isLeak(clean)).toBe(false);
    for (const wrong of [{ tensors: 1 }, { tensors: -1 }, { residentBytes: 2 ** 30 }, { error: 'Error: no' }]) expect(isLeak({ ...clean, ...wrong })).toBe(true);
  });

  it('is a row of the table', () => {
    const rows = table([clean, { ...clean, tensors: 3, residentBytes: undefined }]).split('\n');
    expect(rows[1]).toMatch(/^test\/toy +cpu +train 10 steps +0 +\+1\.0 MB +1\.\d +ok$/);
    expect(rows[2]).toMatch(/ 3 +1\.\d +LEAK$/);
  });
});
