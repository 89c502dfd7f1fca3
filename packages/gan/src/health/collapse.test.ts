import { createModel, selectBackend, train } from '@figment/core';
import { arrays } from '@figment/core/data';
import { adam } from '@figment/core/training';
import { beforeAll, describe, expect, it } from 'vitest';

import { gan } from '../gan.ts';
import { expectNoLeaks } from '../testing/leaks.ts';
import type { Balance } from './balance.ts';
import { balancePolicy } from './policy.ts';

beforeAll(async () => { await selectBackend({ prefer: 'wasm' }); }, 60_000);

const SIDE = 16, COUNT = 512;

/** Spots of eight kinds, by place and shape, of many sizes and shades. */
function spots(): Float32Array {
  const pixels = new Float32Array(COUNT * SIDE * SIDE);
  for (let n = 0; n < COUNT; n += 1) {
    const kind = n % 8, part = (n * 0.618) % 1, other = (n * 0.414) % 1;
    const [middleX, middleY, radius, wide] = [3 + 5 * (kind % 3), 3 + 5 * Math.floor(kind / 3), 2 + 2 * part, 1 + 1.5 * (kind % 2)];
    for (let i = 0; i < SIDE * SIDE; i += 1) {
      const isInside = Math.hypot(((i % SIDE) - middleX) / wide, Math.floor(i / SIDE) - middleY) < radius;
      pixels[n * SIDE * SIDE + i] = isInside ? 0.6 + 0.4 * other : 0.05;
    }
  }
  return pixels;
}

/**
 * The recipe of a sound run, or what breaks it: nothing holds the discriminator, nothing compares its pictures, and the generator learns
 * thirty times as fast, with momentum.
 */
async function run(way: 'sound' | 'broken', steps: number): Promise<{ balances: Balance[]; stopped: string | undefined }> {
  const isBroken = way === 'broken';
  const model = await createModel(gan, {
    image: { size: SIDE, channels: 1 }, latent: 16, generator: { channels: 4 },
    discriminator: { channels: 4, minibatchStddev: isBroken ? 0 : 4 }, r1: isBroken ? 0 : 1, learningRateScale: { discriminator: isBroken ? 1 / 30 : 1 },
    health: { warmUpSteps: 100, window: 10 },
  }, { seed: 7 });
  const data = arrays({ image: { data: spots(), shape: [COUNT, SIDE, SIDE, 1] } });
  const optimizer = adam({ learningRate: isBroken ? 3e-3 : 1e-3, betas: [isBroken ? 0.9 : 0, 0.99] });
  const balances: Balance[] = [];
  let stopped: string | undefined;
  try {
    for await (const { balance, intervention } of train(model, { data, steps, batchSize: 24, ema: 0, seed: 1, optimizer, policy: balancePolicy('stop', { patience: 10 }) })) {
      balances.push(balance);
      stopped = intervention?.reason;
    }
  } finally {
    model.dispose();
  }
  return { balances, stopped };
}

describe('a run that is made to collapse', () => {
  expectNoLeaks();

  it('is reported, with what gives it away, and can be stopped for it', async () => {
    const { balances, stopped } = await run('broken', 200);
    const last = balances.at(-1)!;
    expect(last.verdict).toBe('modeCollapse');
    expect(last.coverage < 0.2 || last.diversity < 0.5).toBe(true);
    expect(stopped).toMatch(/^modeCollapse: /);
    expect(balances.length).toBeLessThan(140);
    // What the discriminator gets right does not show it: it is fooled half of the time.
    expect(last.distance).toBeLessThan(0.1);
  }, 120_000);

  it('is told from a sound one of the same pictures', async () => {
    const { balances, stopped } = await run('sound', 150);
    expect(stopped).toBeUndefined();
    expect(balances.at(-1)).toMatchObject({ verdict: 'healthy', reason: '' });
    expect(balances.at(-1)!.coverage).toBeGreaterThan(0.5);
    expect(balances.at(-1)!.diversity).toBeGreaterThan(0.7);
  }, 120_000);
});
