import { describe, expect, it } from 'vitest';

import { isSteady, line } from './steadiness.ts';
import { type Reading, steadinessOf } from './watch.ts';

/** 20 steps, of which those from the 5th on count. */
const readings = (of: (step: number) => Partial<Reading>): Reading[] => Array.from({ length: 20 }, (_, i) => ({ step: i + 1, tensors: 30, bytes: 4000, resident: 100e6, ...of(i + 1) }));
const steadiness = (of: (step: number) => Partial<Reading>) => steadinessOf('gpt', readings(of), 5);

describe('a long training', () => {
  it('is steady when counts stay the same and memory does not grow', () => {
    const found = steadiness((step) => ({ resident: step % 2 === 0 ? undefined : 100e6 + 1e4 * step }));
    expect(found).toMatchObject({ from: 5, to: 20, tensors: 30, tensorsApart: 0, bytes: 4000, bytesApart: 0 });
    expect(isSteady(found)).toBe(true);
    expect(line('wasm', found)).toBe('steady wasm   gpt  steps 5 to 20: 30 tensors (constant), 4000 bytes (constant), resident 100.1 -> 100.2 MB (+0.1 %)');
  });

  it('may make things in its first steps', () => {
    expect(isSteady(steadiness((step) => (step < 5 ? { tensors: 3, bytes: 1, resident: 1 } : {})))).toBe(true);
  });

  it.each<[string, (step: number) => Partial<Reading>]>([
    ['one tensor more', (step) => ({ tensors: step > 15 ? 31 : 30 })],
    ['one byte more for a step', (step) => ({ bytes: step === 12 ? 4001 : 4000 })],
    ['6 % more memory', (step) => ({ resident: step > 12 ? 106e6 : 100e6 })],
  ])('is not with %s', (_, of) => {
    expect(isSteady(steadiness(of))).toBe(false);
    expect(line('wasm', steadiness(of))).toMatch(/^GROWS /);
  });

  it('is not judged by a single reading of the memory', () => {
    expect(isSteady(steadiness((step) => ({ resident: step === 20 ? 200e6 : 100e6 })))).toBe(true);
  });
});
