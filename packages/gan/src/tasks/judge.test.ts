import { createModel } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { download } from '@figment/core/ops';
import type { InputOf } from '@figment/core/plugin';
import { key, uniform } from '@figment/core/random';
import { beforeAll, describe, expect, it } from 'vitest';

import { gan } from '../gan.ts';
import { expectNoLeaks } from '../testing/leaks.ts';

const image = { size: 8, channels: 1 } as const;
const small = { image, latent: 4, generator: { channels: 4 }, discriminator: { channels: 4, minibatchStddev: 0 } } as const;
type Config = InputOf<(typeof gan)['config']>;

async function judged(config: Config, options: { classes?: number[] } = {}): Promise<{ realness: number[]; logits: number[]; compares: boolean }> {
  const model = await createModel(gan, config, { seed: 3 });
  const pictures = uniform(key(5), [4, 8, 8, 1]);
  try {
    const { realness, logits, compares } = await model.tasks.judge.sample({ image: pictures }, options).result();
    const [shares, said] = [await download(realness), await download(logits)];
    for (const each of [realness, logits]) each.dispose();
    return { realness: [...shares.data], logits: [...said.data], compares };
  } finally {
    pictures.dispose();
    model.dispose();
  }
}

beforeAll(() => selectBackend({ prefer: 'wasm' }));
expectNoLeaks();

describe('how real pictures are taken to be', () => {
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
  const clipped = (x: number): number => Math.min(1, Math.max(0, x));
  it.each([
    ['nonSaturating', sigmoid],
    ['leastSquares', clipped],
    ['hinge', (x: number) => clipped((x + 1) / 2)],
  ] as const)('is a share on the scale of %s', async (loss, scale) => {
    const { realness, logits, compares } = await judged({ ...small, loss });
    expect(realness).toEqual(logits.map((logit) => expect.closeTo(scale(logit), 5) as number));
    expect(compares).toBe(false);
  });

  it.each(['wasserstein', 'relativistic'] as const)('is told against the mean where %s only compares', async (loss) => {
    const { realness, logits, compares } = await judged({ ...small, loss });
    const mean = logits.reduce((sum, logit) => sum + logit, 0) / logits.length;
    expect(realness).toEqual(logits.map((logit) => expect.closeTo(sigmoid(logit - mean), 5) as number));
    expect(compares).toBe(true);
  });

  it('is that of the class as which they look most real, where none is said', async () => {
    const config = { ...small, condition: 'class', classes: 3 } as const;
    const each = await Promise.all([0, 1, 2].map((one) => judged(config, { classes: [one] })));
    const { logits } = await judged(config);
    expect(logits).toEqual([0, 1, 2, 3].map((i) => expect.closeTo(Math.max(...each.map((one) => one.logits[i]!)), 5) as number));
    expect((await judged(config, { classes: [0, 1, 2, 0] })).logits[1]).toBeCloseTo(each[1]!.logits[1]!, 5);
  });

  it('refuses classes that the model does not know, and too few of them', async () => {
    const config = { ...small, condition: 'class', classes: 3 } as const;
    await expect(judged(config, { classes: [3] })).rejects.toMatchObject({ code: 'OPTIONS_INVALID', message: expect.stringContaining('from 0 to 2') as string });
    await expect(judged(config, { classes: [0, 1] })).rejects.toMatchObject({ message: expect.stringContaining('one for each (4)') as string });
    await expect(judged(small, { classes: [0] })).rejects.toMatchObject({ message: expect.stringContaining('knows no classes') as string });
  });
});
