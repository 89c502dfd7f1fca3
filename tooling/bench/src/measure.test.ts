import { describe, expect, it } from 'vitest';

import type { Benchmark, Contender, Sample } from './contender.ts';
import { isMeasured } from './figure.ts';
import { measure, tryToMeasure } from './measure.ts';

const sample = (milliseconds: number, rest: Partial<Sample> = {}): Sample => ({ milliseconds, cpuMilliseconds: 2 * milliseconds, peakBytes: 1e6, ...rest });

function contender(name: string, samples: readonly Sample[], log: string[] = [], parameters?: number): () => Promise<Contender> {
  return () => {
    const left = [...samples];
    return Promise.resolve({
      name,
      parameters,
      once: () => {
        log.push(name);
        const next = left.shift();
        return next === undefined ? Promise.reject(new Error('out of memory')) : Promise.resolve(next);
      },
      stop: () => { log.push(`stop ${name}`); return Promise.resolve(); },
    });
  };
}

const cpu = { device: 'cpu' };
const times = (...list: number[]): Sample[] => list.map((time) => sample(time));
const benchmark: Benchmark = {
  name: 'a/b', work: 'work', unit: 'ms/step', threads: 1, warmUp: 1, rounds: 3,
  ours: contender('ours', times(900, 10, 30, 20)), peer: contender('peer', times(900, 60, 20, 40)),
};

describe('a comparison', () => {
  it('alternates, leaves the warm-up out, and gives a ratio that is higher when ours is faster', async () => {
    const log: string[] = [];
    const figure = await measure({ ...benchmark, ours: contender('ours', times(900, 10, 30, 20), log), peer: contender('peer', times(900, 60, 20, 40), log) }, cpu);
    expect(figure).toMatchObject({ ours: { name: 'ours', median: 20, best: 10, cpu: 40 }, peer: { name: 'peer', median: 40, best: 20, cpu: 80 }, ratio: 2, bestRatio: 2, cpuRatio: 2, threads: 1 });
    expect(log).toEqual([...Array.from({ length: 4 }, () => ['ours', 'peer']).flat(), 'stop ours', 'stop peer']);
  });

  it.each([[1.99, true], [2, true], [2.01, false]])('tells whether a ratio of 2 reaches a bar of %d', async (bar, met) => {
    expect(await measure({ ...benchmark, bar }, cpu)).toMatchObject({ bar, met });
  });

  it('divides by the parts that a unit of work has, in the unit of the figure', async () => {
    expect(await measure({ ...benchmark, unit: 'ms/token', per: 10 }, cpu)).toMatchObject({ ours: { median: 2 }, peer: { median: 4 } });
    expect(await measure({ ...benchmark, unit: 'us/op', per: 10_000 }, cpu)).toMatchObject({ ours: { median: 2 }, peer: { median: 4 } });
  });

  it('compares the highest peaks where memory is measured', async () => {
    const peaks = (...list: number[]): Sample[] => list.map((peak) => sample(1, { peakBytes: 1e6 * peak }));
    const figure = await measure({ ...benchmark, unit: 'MB', measures: 'peakMemory', ours: contender('ours', peaks(1, 300, 400, 400)), peer: contender('peer', peaks(1, 500, 500, 600)) }, cpu);
    expect(figure).toMatchObject({ ours: { median: 400 }, peer: { median: 600 }, ratio: 1.5, cpuRatio: undefined });
  });

  it('gives megabytes a second where speed is measured, and compares speeds of different texts', async () => {
    const side = (name: string, megabytes: number, ...list: number[]) => async () => ({ ...await contender(name, times(1, ...list))(), megabytes });
    const figure = await measure({ ...benchmark, unit: 'MB/s', measures: 'speed', ours: side('ours', 1, 10, 20, 30), peer: side('peer', 10, 100, 100, 100) }, cpu);
    expect(figure).toMatchObject({ ours: { median: 50, best: 100, cpu: 25 }, peer: { median: 100, best: 100, cpu: 50 }, ratio: 0.5, bestRatio: 1, cpuRatio: 0.5 });
  });

  it.each([[20, true], [19, false]])('tells whether 20 keeps a limit of %d, whatever the peer takes', async (limit, met) => {
    expect(await measure({ ...benchmark, unit: 'ms', limit }, cpu)).toMatchObject({ limit, met });
  });

  it('compares what results take while they are held', async () => {
    const held = (...list: number[]): Sample[] => list.map((megabytes) => sample(1, { heldBytes: 1e6 * megabytes }));
    const figure = await measure({ ...benchmark, unit: 'MB', measures: 'heldMemory', ours: contender('ours', held(9, 3, 5, 4)), peer: contender('peer', held(9, 8, 8, 8)) }, cpu);
    expect(figure).toMatchObject({ ours: { median: 4 }, peer: { median: 8 }, ratio: 2, cpuRatio: undefined });
  });

  it('refuses sides that do not compute the same', async () => {
    const losses = (...list: number[]): Sample[] => list.map((value) => sample(1, { value }));
    const sides = (peer: number) => ({ ...benchmark, warmUp: 0, rounds: 1, tolerance: 1e-3, ours: contender('ours', losses(6)), peer: contender('peer', losses(peer)) });
    await expect(measure(sides(6.005), cpu)).resolves.toMatchObject({ ratio: 1 });
    await expect(measure(sides(6.1), cpu)).rejects.toThrow('not the same computation: ours came to 6, the peer to 6.1');
    await expect(measure({ ...benchmark, ours: contender('ours', times(1), [], 10), peer: contender('peer', times(1), [], 11) }, cpu)).rejects.toThrow('ours has 10 parameters, peer has 11');
  });

  it('stops ours when the peer cannot start', async () => {
    const log: string[] = [];
    await expect(measure({ ...benchmark, ours: contender('ours', times(1), log), peer: () => Promise.reject(new Error('no peer')) }, cpu)).rejects.toThrow('the peer did not start: no peer');
    expect(log).toEqual(['stop ours']);
  });

  it('is a figure that names who failed', async () => {
    const figure = await tryToMeasure({ ...benchmark, peer: contender('PyTorch', times(1)) }, cpu);
    expect(isMeasured(figure)).toBe(false);
    expect(figure).toMatchObject({ name: 'a/b', error: 'PyTorch failed: out of memory' });
  });
});
