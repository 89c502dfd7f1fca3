import { describe, expect, it } from 'vitest';

import { profileTable } from './profile-table.ts';

const kernel = (name: string, milliseconds: number) => ({ name, calls: 4, milliseconds, bytes: 3_000_000, share: milliseconds / 40 });

describe('the table of a profile', () => {
  it('gives averages of a step: calls, time, share of the time in kernels, memory made', () => {
    const lines = profileTable({ steps: 2, milliseconds: 50, peakBytes: 12_000_000, kernels: [kernel('FigmentConv2d', 30), kernel('Add', 10)] }).split('\n');
    expect(lines[0]).toBe('profile  2 steps, each 25.00 ms, of which 20.00 ms in kernels; at most 12 MB of tensors');
    expect(lines[1]).toMatch(/^kernel +calls a step +ms a step +share +memory a step$/);
    expect(lines[2]).toMatch(/^FigmentConv2d +2 +15\.00 +75\.0 % +1\.5 MB$/);
    expect(lines[3]).toMatch(/^Add +2 +5\.00 +25\.0 % +1\.5 MB$/);
  });

  it('sums up what is beyond the first twenty', () => {
    const kernels = Array.from({ length: 23 }, (_, i) => kernel(`Kernel${i}`, 1));
    const lines = profileTable({ steps: 1, milliseconds: 40, peakBytes: 0, kernels }).split('\n');
    expect(lines).toHaveLength(23);
    expect(lines.at(-1)).toMatch(/^3 others +12 +3\.00 +7\.5 % +9 MB$/);
  });
});
