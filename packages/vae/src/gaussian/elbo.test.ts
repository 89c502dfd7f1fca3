import { createModel } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { dispose, memory, tidy } from '@figment/core/ops';
import { key, normal, uniform } from '@figment/core/random';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { evidenceBound } from '../metrics/importance-weighted-bound.ts';
import { vae } from '../vae.ts';
import type { VaeNetwork } from '../vae-network.ts';
import { elboTerms } from './elbo.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));

describe('elboTerms', () => {
  let model: Awaited<ReturnType<typeof create>>;
  const create = () => createModel(vae, { image: { size: 8, channels: 3 }, latent: 4, channels: [8] }, { seed: 1 });
  beforeEach(async () => { model = await create(); });
  afterEach(() => { model.dispose(); expect(memory().numTensors).toBe(0); });
  const terms = (term: { beta: number; freeBits: number }) => tidy(() => {
    const { loss, reconstruction, kl, elbo } = elboTerms(model.modules['vae'] as VaeNetwork, uniform(key(1), [3, 8, 8, 3]), normal(key(2), [3, 4]), term);
    return { loss: loss.dataSync()[0]!, reconstruction: reconstruction.dataSync()[0]!, kl: kl.dataSync()[0]!, elbo: elbo.dataSync()[0]! };
  });

  it('is by default the recipe: L1 + 0.048 KL / pixels', () => {
    const { loss, reconstruction, kl } = terms({ beta: 1, freeBits: 0 });
    expect(loss).toBeCloseTo(reconstruction + 0.048 * kl / 192, 6);
  });

  it('is the negative evidence lower bound in other units', () => {
    const { loss, elbo } = terms({ beta: 1, freeBits: 0 });
    expect(loss * 192 / 0.048).toBeCloseTo(-elbo - 192 * Math.log(2 * 0.048), 1);
  });

  it('weighs the divergence by beta, and gives each dimension its free bits', () => {
    const { reconstruction, kl, loss } = terms({ beta: 4, freeBits: 0 });
    expect(loss).toBeCloseTo(reconstruction + 4 * 0.048 * kl / 192, 6);
    expect(terms({ beta: 1, freeBits: 100 }).loss).toBeCloseTo(reconstruction + 0.048 * 4 * 100 / 192, 5);
  });

  it('is tightened by more draws', async () => {
    const images = uniform(key(1), [3, 8, 8, 3]);
    const network = model.modules['vae'] as VaeNetwork;
    const one = evidenceBound(network, images, key(5), 1), many = evidenceBound(network, images, key(5), 20);
    const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b);
    expect(sum(await many.data())).toBeGreaterThan(sum(await one.data()));
    dispose([images, one, many]);
  });
});

describe('the objective', () => {
  it('raises the weight of the divergence over the run', async () => {
    const model = await createModel(vae, { image: { size: 8, channels: 1 }, latent: 2, channels: [8], beta: 2, annealing: { schedule: 'linear', fraction: 0.5 } }, { seed: 1 });
    const betas = [1, 26, 51].map((step) => tidy(() => {
      const { metrics } = model.objectives[0]!.loss({ image: uniform(key(1), [2, 8, 8, 1]) }, { key: key(2), step, steps: 100 });
      return metrics!['beta']!.dataSync()[0];
    }));
    expect(betas).toEqual([0, 1, 2]);
    model.dispose();
  });
});
