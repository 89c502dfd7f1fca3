import { expect, it } from 'vitest';

import type { Benchmark, Contender } from './contender.ts';
import { measure, median, quantile } from './measure.ts';

const contender = (name: string, times: number[], log: string[]): (() => Promise<Contender>) => () => {
  const left = [...times];
  return Promise.resolve({
    name,
    once: () => { log.push(name); return Promise.resolve(left.shift() ?? NaN); },
    stop: () => { log.push(`stop ${name}`); return Promise.resolve(); },
  });
};

it('alternates, leaves the warm-up out, and gives a ratio that is higher when ours is faster', async () => {
  const log: string[] = [];
  const benchmark: Benchmark = { name: 'a/b', unit: 'ms', warmUp: 1, rounds: 3, ours: contender('ours', [900, 10, 30, 20], log), peer: contender('peer', [900, 60, 20, 40], log) };
  expect(await measure(benchmark)).toMatchObject({ ours: 20, peer: 40, ratio: 2, peerName: 'peer' });
  expect(log).toEqual([...Array.from({ length: 4 }, () => ['ours', 'peer']).flat(), 'stop ours', 'stop peer']);
});

it('stops ours when the peer cannot start', async () => {
  const log: string[] = [];
  const benchmark: Benchmark = { name: 'a/b', unit: 'ms', warmUp: 0, rounds: 1, ours: contender('ours', [1], log), peer: () => Promise.reject(new Error('no peer')) };
  await expect(measure(benchmark)).rejects.toThrow('no peer');
  expect(log).toEqual(['stop ours']);
});

it('interpolates quantiles between order statistics', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(quantile([1, 2, 3, 4, 5], 0.25)).toBe(2);
});
