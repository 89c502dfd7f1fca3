import { selectBackend } from '@figment/core';
import { memory } from '@figment/core/ops';
import { key } from '@figment/core/random';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';

import { decoderArchitecture } from '../config/resolve.ts';
import { transformerConfig } from '../config/transformer.ts';
import { causalModel } from '../network/causal-model.ts';
import { TransformerNetwork } from '../network/transformer-network.ts';
import { Session } from './session.ts';
import { written } from './testing/written.ts';

const presets = [
  { preset: 'gpt2', context: 24 },
  { preset: 'gemma3', context: 24, attention: { window: 6, local: [true, false] }, headWidth: 8 },
] as const;
const networks: Record<string, TransformerNetwork> = {};
let before: number;
beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
  for (const config of presets) networks[config.preset] = new TransformerNetwork(key(3), decoderArchitecture(transformerConfig.parse({ layers: 2, width: 16, heads: 2, ...config }), { vocabulary: 20 }));
});
afterAll(() => { for (const network of Object.values(networks)) network.dispose(); });
beforeEach(() => { before = memory().numTensors; });
afterEach(() => { expect(memory().numTensors - before, 'tensors left behind').toBe(0); });

it.each(presets.map(({ preset }) => preset))('%s writes alone what it writes among others, past the end of its context, and goes on in a session', async (preset) => {
  const model = causalModel(networks[preset]!);
  const prompts = [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [11], [12, 13, 14]];
  for (const options of [{ temperature: 1, maxTokens: 40, overflow: 'slide', samples: 2 }, { beams: 3, maxTokens: 8 }, { temperature: 1, maxTokens: 40 }] as const) {
    const together = await written(model, prompts, options);
    const alone = [];
    for (const prompt of prompts) alone.push(...(await written(model, [prompt], options)).sequences);
    expect(together.sequences.map(({ ids, finish }) => [ids, finish])).toEqual(alone.map(({ ids, finish }) => [ids, finish]));
  }
  const session = new Session(model);
  const first = await written(model, [[1, 2, 3]], { maxTokens: 5 }, { prefix: session });
  const restored = Session.from(model, structuredClone(await session.toHost()));
  const conversation = [1, 2, 3, ...first.sequences[0]!.ids.slice(0, 3), 7, 8];
  const expected = (await written(model, [conversation], { maxTokens: 8 })).sequences[0]!.ids;
  for (const memory of [session, restored]) {
    const next = await written(model, [conversation], { maxTokens: 8 }, { prefix: memory });
    expect(next.reused).toBe(6);
    expect(next.sequences[0]!.ids).toEqual(expected);
    memory.dispose();
  }
});

it('keeps the number of tensors constant over 500 tokens', async () => {
  const counts = new Set<number>();
  const model = causalModel(networks['gpt2']!);
  const { steps } = await written({ ...model, next: (state, ids) => { counts.add(memory().numTensors); return model.next(state, ids); } }, [[1], [2]], { maxTokens: 250, overflow: 'slide' });
  expect(steps).toHaveLength(500);
  expect(counts.size).toBe(1);
});
