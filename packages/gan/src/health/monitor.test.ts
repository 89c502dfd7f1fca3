import type { Tensor } from '@figment/core';
import { selectBackend } from '@figment/core';
import { add, cast, clone, download, fill, mul, reshape, tensor, tidy } from '@figment/core/ops';
import { key, normal } from '@figment/core/random';
import { beforeAll, describe, expect, it } from 'vitest';

import { expectNoLeaks } from '../testing/leaks.ts';
import { coverageOf } from './coverage.ts';
import { BalanceMonitor, type Watched } from './monitor.ts';

beforeAll(async () => { await selectBackend({ prefer: 'wasm' }); });

type Numbers = Readonly<Record<string, number>>;

/** Metrics after each of some steps, in which the same is seen. */
async function watch(monitor: BalanceMonitor, see: () => { real: Watched; made: Watched; boundary?: number | 'between' | undefined }, steps = 1): Promise<Numbers[]> {
  const seen: Numbers[] = [];
  for (let step = 0; step < steps; step += 1) {
    const metrics = tidy(() => {
      const { metrics: found, updates } = monitor.watch(see());
      for (const [buffer, next] of updates) buffer.assign(next);
      return { ...found };
    });
    seen.push(Object.fromEntries(await Promise.all(Object.entries(metrics).map(async ([name, value]) => [name, (await download(value)).data[0]!] as const))));
    for (const value of Object.values(metrics)) value.dispose();
  }
  return seen;
}

const pictures = (seed: number, count = 16): Tensor => normal(key(seed), [count, 4, 4, 1]);
const exhibit = (logits: readonly number[], shown: Tensor, labels?: Tensor): Watched => ({ logits: tensor([...logits]), features: shown, pictures: shown, labels });

describe('the monitor of the balance', () => {
  expectNoLeaks();

  it('counts who is taken for what, with the line where the loss has it', async () => {
    const see = (boundary?: number | 'between') => () => ({ real: exhibit([2, 0.3, -1, 4], pictures(1, 4)), made: exhibit([-2, 0.4, -0.5, -3], pictures(2, 4)), boundary });
    for (const [boundary, accuracyReal, accuracyMade, overfitting] of [[undefined, 0.75, 0.75, 0.5], [0.5, 0.5, 1, 0], ['between', 0.75, 0.75, 0.5]] as const) {
      const monitor = new BalanceMonitor();
      expect((await watch(monitor, see(boundary)))[0]).toMatchObject({ accuracyReal, accuracyMade, overfitting });
      monitor.dispose();
    }
  });

  it.each<[string, (real: Tensor) => Tensor, number, number]>([
    ['the very pictures', (real) => clone(real), 1, 1],
    ['one picture over and over', () => fill([16, 4, 4, 1], 0.3), 0, Number.NaN],
    ['pictures half as far from each other', (real) => mul(real, 0.5), 0.5, Number.NaN],
    ['pictures from far away', (real) => add(real, 100), 1, 0],
  ])('sees how various %s are, and what they cover', async (_, make, diversity, coverage) => {
    const monitor = new BalanceMonitor();
    const [found] = await watch(monitor, () => {
      const real = pictures(3);
      return { real: exhibit([1], real), made: exhibit([1], make(real)) };
    });
    expect(found!['diversity']).toBeCloseTo(diversity, 3);
    if (!Number.isNaN(coverage)) expect(found!['coverage']).toBe(coverage);
    monitor.dispose();
  });

  it('compares within classes: two kinds that are each always the same are no variety', async () => {
    const monitor = new BalanceMonitor();
    const see = () => {
      const labels = tensor([0, 0, 1, 1, 0, 1, 0, 1], [8], 'int32');
      const real = pictures(4, 8);
      const made = mul(reshape(cast(labels, 'float32'), [8, 1, 1, 1]), fill([8, 4, 4, 1], 50));
      return { real: exhibit([1], real, labels), made: exhibit([1], made, labels) };
    };
    expect((await watch(monitor, see))[0]!['diversity']).toBeCloseTo(0, 3);
    monitor.dispose();
  });

  it('says nothing against batches in which no two can be compared', async () => {
    const monitor = new BalanceMonitor();
    const [found] = await watch(monitor, () => ({ real: exhibit([1], pictures(5, 1)), made: exhibit([-1], pictures(6, 1)) }));
    expect(found).toMatchObject({ diversity: 1, coverage: 1 });
    monitor.dispose();
  });

  it('takes a mean at first, and then moves by its window', async () => {
    const monitor = new BalanceMonitor({ thresholds: { window: 4 } });
    let step = 0;
    const found = await watch(monitor, () => {
      step += 1;
      return { real: exhibit([step === 1 ? 1 : -1], pictures(1, 2)), made: exhibit([-1], pictures(2, 2)) };
    }, 6);
    const expected = [1, 1 / 2, 1 / 3, 1 / 4, (1 / 4) * 0.75, (1 / 4) * 0.75 ** 2];
    for (const [i, value] of expected.entries()) expect(found[i]!['accuracyReal']).toBeCloseTo(value, 5);
    monitor.dispose();
  });

  it('sees logits that double again and again', async () => {
    const monitor = new BalanceMonitor();
    let magnitude = 1;
    const found = await watch(monitor, () => {
      magnitude *= 1.1;
      return { real: exhibit([magnitude], pictures(1, 2)), made: exhibit([-magnitude], pictures(2, 2)) };
    }, 120);
    const growth = found.at(-1)!['growth']!;
    expect(monitor.balance(eventOf(119, { growth })).verdict).toBe('divergence');
    monitor.dispose();
  });

  it('knows nothing before the first step', () => {
    const monitor = new BalanceMonitor();
    expect(monitor.balance(undefined)).toMatchObject({ verdict: 'warmingUp', accuracy: Number.NaN });
    monitor.dispose();
  });

  it('reads its own objectives, whatever they are called', () => {
    const monitor = new BalanceMonitor({ objectives: { discriminator: 'critic', generator: 'painter' } });
    const metrics = Object.fromEntries(Object.entries({ accuracyReal: 0.6, accuracyMade: 0.7, overfitting: 0.2, diversity: 1, coverage: 1, spread: 1, growth: 1, augmentation: 0.25 }).map(([name, value]) => [`critic.${name}`, value]));
    const balance = monitor.balance({ step: 500, losses: { critic: 1, painter: 2 }, gradientNorms: { critic: 3, painter: 4 }, metrics });
    expect(balance).toEqual({ accuracyReal: 0.6, accuracyMade: 0.7, accuracy: expect.closeTo(0.65) as number, distance: expect.closeTo(0.15) as number, overfitting: 0.2, diversity: 1, coverage: 1, augmentation: 0.25, gradientNorms: { discriminator: 3, generator: 4 }, verdict: 'healthy', reason: '' });
    monitor.dispose();
  });
});

const eventOf = (step: number, metrics: Numbers) => ({ step, losses: {}, gradientNorms: {}, metrics: Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`discriminator.${name}`, value])) });

describe('coverage', () => {
  expectNoLeaks();

  it('counts real examples with a made one nearer than their k-th real neighbour', async () => {
    // On a line: real at 0, 1, 3, 7; made at 0.4 and 20. Their second neighbours are 3, 2, 3 and 6 away; the made one 0.4, 0.6, 2.6 and 6.6.
    const real = tensor([[0], [1], [3], [7]]), made = tensor([[0.4], [20]]);
    const [second, first] = [coverageOf(real, made, 2), coverageOf(real, made, 1)];
    expect((await download(second)).data[0]).toBe(0.75);
    expect((await download(first)).data[0]).toBe(0.5); // first neighbours: 1, 1, 2, 4
    for (const x of [real, made, second, first]) x.dispose();
  });
});
