import { describe, expect, it } from 'vitest';

import type { Failed, Measured } from '../figure.ts';
import { type Machine, machineOf } from './machine.ts';
import { markdown, withSection } from './markdown.ts';
import { table } from './table.ts';

const machine: Machine = { date: '2026-11-21', cpu: 'a CPU, 2 cores, 8 GiB', system: 'linux', node: 'v20', ours: 'Figment', peers: 'PyTorch 2.13.0' };
const figure: Measured = {
  name: 'torch/gpt', work: 'a step', threads: 1, bar: 1, unit: 'ms/step',
  ours: { name: 'Figment, torch (CPU)', median: 120.4, best: 118, spread: 0.02, cpu: 121 }, peer: { name: 'PyTorch 2.13.0', median: 150, best: 149, spread: 0.1, cpu: 151 },
  ratio: 1.246, bestRatio: 1.263, cpuRatio: 1.248, met: true,
};
const missed: Measured = { ...figure, name: 'wasm/gpt', bar: 2, met: false };
const memory: Measured = { ...figure, name: 'torch/memory', unit: 'MB', cpuRatio: undefined };
const failed: Failed = { name: 'wasm/gpt-jax-js', work: 'a step', threads: 1, unit: 'ms/step', bar: 1.5, error: 'the peer did not start: no jax' };

describe('the report', () => {
  it('has a line for each figure: medians, best, processor time, ratios, bar, met or not', () => {
    const lines = table([figure, missed, failed], machine).split('\n');
    expect(lines[1]).toMatch(/^torch\/gpt +1 +120 ±2 % +118 +121 +150 ±10 % +149 +151 +ms\/step +1\.25 +1\.25 +1\.26 +>= 1 +met +PyTorch 2\.13\.0$/);
    expect(lines[2]).toContain('NOT MET');
    expect(lines[3]).toMatch(/^wasm\/gpt-jax-js .*>= 1\.5 +failed +the peer did not start: no jax$/);
    expect(lines).toContain('peers    PyTorch 2.13.0');
  });

  it('gives one number a side where memory is measured', () => {
    expect(table([memory], machine).split('\n')[1]).toMatch(/^torch\/memory +1 +120 +150 +MB +1\.25 +>= 1 +met/);
  });

  it('names each engine once', () => {
    expect(machineOf([figure, missed, failed], new Date('2026-11-21T12:00:00Z'))).toMatchObject({ date: '2026-11-21', ours: 'Figment, torch (CPU)', peers: 'PyTorch 2.13.0' });
  });

  it('renews its section of a document, and leaves the rest alone', () => {
    const before = '# Benchmarks\n\n<!-- bench engine -->\nold\n<!-- end of bench engine -->\n\nthe rest\n';
    const after = withSection(before, 'engine', markdown([figure], machine));
    expect(after).toContain('| torch/gpt | 1 | 120 ±2 % |');
    expect(after).toContain('- `torch/gpt`: a step');
    expect(after).not.toContain('old');
    expect(after.startsWith('# Benchmarks\n\n<!-- bench engine -->\n\n- date: 2026-11-21')).toBe(true);
    expect(after.endsWith('<!-- end of bench engine -->\n\nthe rest\n')).toBe(true);
    expect(withSection(after, 'engine', markdown([figure], machine))).toBe(after);
    expect(() => withSection(before, 'vae', '')).toThrow('<!-- bench vae -->');
  });
});
