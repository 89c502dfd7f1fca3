import { createModel, train } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { arrays } from '@figment/core/data';
import { memory } from '@figment/core/ops';
import { testModelPlugin } from '@figment/testing/vitest';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { Balance, Verdict } from '../health/balance.ts';
import { unpairedImageToImage } from '../unpaired-image-to-image.ts';
import { bothBalances } from './both-balances.ts';

const image = { size: 8, channels: 1 } as const;
const small = { image, generator: { channels: 8, levels: 1, norm: 'instance' }, discriminator: { channels: 4, strided: 1, norm: 'none' } } as const;
const heap = (phase: number): { data: Float32Array; shape: number[] } => ({ data: Float32Array.from({ length: 8 * 64 }, (_, i) => 0.5 + 0.4 * Math.sin(i * i + phase)), shape: [8, 8, 8, 1] });
const training = { steps: 15, batchSize: 4, falling: ['generator'] };

describe('U-Nets', () => {
  testModelPlugin(unpairedImageToImage, { config: small, invalidConfig: { ...small, generator: { levels: 4 } }, data: arrays({ image: heap(0), other: heap(1) }), training, backends: ['wasm'] });
});
describe('residual blocks', () => {
  testModelPlugin(unpairedImageToImage, {
    config: { ...small, generator: { kind: 'residual', channels: 4, blocks: 1, norm: 'none' }, identity: 0, loss: 'nonSaturating' }, invalidConfig: { loss: 'zeroSum' }, data: arrays({ image: heap(0), target: heap(1) }), training, backends: ['wasm'],
  });
});

describe('both directions', () => {
  beforeAll(() => selectBackend({ prefer: 'wasm' }));
  afterEach(() => { expect(memory().numTensors).toBe(0); });

  it('tell how they stand, how far a picture is from itself after its way there and back, and how patches are judged', async () => {
    const model = await createModel(unpairedImageToImage, small, { seed: 1 });
    for await (const { losses, metrics, balances } of train(model, { data: arrays({ image: heap(0), other: heap(1) }), steps: 2, batchSize: 4, seed: 1 })) {
      expect(Object.keys(losses)).toEqual(['discriminator', 'discriminatorBackward', 'generator']);
      for (const name of ['generator.cycleError', 'generator.identityError', 'discriminator.accuracyReal', 'discriminatorBackward.accuracyMade']) expect(metrics[name]).toSatisfy(Number.isFinite);
      expect(balances.backward.accuracy).toBeCloseTo((metrics['discriminatorBackward.accuracyReal']! + metrics['discriminatorBackward.accuracyMade']!) / 2, 6);
    }
    model.dispose();
  });

  it('fail where one of them fails', () => {
    const of = (verdict: Verdict): Balance => ({ verdict } as Balance);
    expect(bothBalances(of('healthy'), of('modeCollapse')).balance.verdict).toBe('modeCollapse');
    expect(bothBalances(of('divergence'), of('modeCollapse')).balance.verdict).toBe('divergence');
    expect(bothBalances(of('healthy'), of('warmingUp')).balance.verdict).toBe('warmingUp');
  });
});
