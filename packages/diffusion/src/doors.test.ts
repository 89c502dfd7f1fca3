import { createModel, isFigmentError } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { memory, zeros } from '@figment/core/ops';
import { createRegistry } from '@figment/core/plugin';
import { beforeAll, expect, it } from 'vitest';

import { diffusion } from './diffusion.ts';
import plugin from './plugin.ts';
import { solver } from './testing/solver-plugin.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));

const config = { image: { size: 8 as const, channels: 1 as const }, network: { kind: 'mlp', width: 8, depth: 1 } };

it('samples with a scheduler that a plugin brings in a file, and checks its options by its own schema', async () => {
  const before = memory().numTensors;
  const registry = createRegistry([plugin, solver]);
  const model = await createModel(diffusion, config, { seed: 1, contributions: registry.contributions() });
  const steps: number[] = [];
  const sampling = model.tasks.generate.sample({}, { sampler: 'acme/halving', samplerOptions: { factor: 0 }, steps: 3, seed: 1 });
  const whole = sampling.result();
  for await (const { step, noiseLevel } of sampling) steps.push(noiseLevel + 0 * step);
  const picture = await whole;
  expect(steps).toEqual([2 / 3, 1 / 3, 0].map((level) => expect.closeTo(level, 6) as number));
  // Everything times 0 is gray.
  expect(new Set(await picture.data())).toEqual(new Set([0.5]));
  picture.dispose();
  await expect(model.tasks.generate.sample({}, { sampler: 'acme/halving', samplerOptions: { factor: 2 } }).result()).rejects.toMatchObject({ code: 'OPTIONS_INVALID', message: expect.stringContaining('options.samplerOptions.factor must be a number from 0 to 1, got 2') as string });
  model.dispose();
  expect(memory().numTensors).toBe(before);
});

it('names what there is when a sampler is not known', async () => {
  const model = await createModel(diffusion, config, { seed: 1, contributions: createRegistry([solver]).contributions() });
  await expect(model.tasks.generate.sample({}, { sampler: 'eular' }).result()).rejects.toMatchObject({ code: 'OPTIONS_INVALID', message: expect.stringMatching(/options\.sampler must be one of .*euler.*acme\/halving, got "eular"/) as string });
  model.dispose();
});

it('makes a network that a plugin brings, and guides as one does', async () => {
  const model = await createModel(diffusion, { ...config, network: { kind: 'acme/silent' }, condition: 'class', classes: 2 }, { seed: 1, contributions: createRegistry([solver]).contributions() });
  const picture = await model.tasks.generate.sample({}, { guidanceMethod: 'acme/opposite', steps: 2, label: 1, seed: 1 }).result();
  expect(picture.shape).toEqual([1, 8, 8, 1]);
  picture.dispose();
  model.dispose();
});

it('refuses a network that nobody brought before anything is allocated', async () => {
  const before = memory().numTensors;
  const error: unknown = await createModel(diffusion, { ...config, network: { kind: 'acme/absent' } }, { seed: 1 }).catch((cause: unknown) => cause);
  expect(isFigmentError(error, 'CONFIG_INVALID') && error.message).toContain('config.network.kind must be one of unet, dit, mmdit, mlp');
  expect(memory().numTensors).toBe(before);
  zeros([1]).dispose();
});

it('tells which samplers fit a model, those of plugins too, and none that goes the other way', async () => {
  const sampled = async (process: 'flow' | 'variancePreserving'): Promise<readonly string[]> => {
    const model = await createModel(diffusion, { ...config, process: { kind: process } }, { seed: 1, contributions: createRegistry([solver]).contributions() });
    const { sampler = [] } = await model.choices?.() ?? {};
    for (const { value } of sampler) (await model.tasks.generate.sample({}, { sampler: value, steps: 4, seed: 1 }).result()).dispose();
    model.dispose();
    return sampler.map(({ value }) => value);
  };
  expect(await sampled('flow')).toEqual(['auto', 'dpm-multistep', 'dpm-singlestep', 'deis', 'unipc', 'flow-match-euler', 'flow-match-heun', 'acme/halving']);
  expect(await sampled('variancePreserving')).not.toContain('ddim-inverse');
});
