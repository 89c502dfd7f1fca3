import { createModel, selectBackend, type Tensor, train, type TrainEvent } from '@figment/core';
import { memoryStore } from '@figment/core/checkpoint';
import { arrays } from '@figment/core/data';
import { Module, parameter } from '@figment/core/nn';
import { dispose, download, memory, mul, reshape, tidy, valueAndGrads, zeros } from '@figment/core/ops';
import { key, normal, split, uniformArray } from '@figment/core/random';
import { adam, type Objective, type ObjectiveCall, type Trainable } from '@figment/core/training';
import { beforeAll, describe, expect, it } from 'vitest';

import { Augmentation } from '../augmentation/augmentation.ts';
import { augmentationConfig } from '../config/augmentation.ts';
import { createDiscriminator, createGenerator, discriminatorConfig, generatorConfig } from '../config/networks.ts';
import { gan } from '../gan.ts';
import type { AdversarialLossName } from '../losses/adversarial-loss.ts';
import { adversarialLosses } from '../losses/adversarial-losses.ts';
import type { Balance } from '../health/balance.ts';
import { BalanceMonitor } from '../health/monitor.ts';
import { PathLengthRegularizer } from '../regularizers/path-length.ts';
import { expectNoLeaks } from '../testing/leaks.ts';
import { type DiscriminatorOptions, discriminatorObjective } from './discriminator.ts';
import { generatorObjective, type GeneratorOptions } from './generator.ts';
import { latentGame, type PictureBatch } from './latent-game.ts';
import { pathLengthTerm } from './path-length-term.ts';

beforeAll(async () => { await selectBackend({ prefer: 'wasm' }); });

const COUNT = 24, SIDE = 8;
const data = arrays({ image: { data: uniformArray(key(1), COUNT * SIDE * SIDE), shape: [COUNT, SIDE, SIDE, 1] }, label: Array.from({ length: COUNT }, (_, i) => i % 3) });

interface Setup extends DiscriminatorOptions, Pick<GeneratorOptions<PictureBatch>, 'further'> {
  readonly loss?: AdversarialLossName;
  readonly augmented?: boolean;
  readonly kind?: 'upsampling' | 'style' | 'dcgan';
  readonly pathLength?: number;
  readonly norm?: 'none' | 'batch';
}

type TinyGan = Trainable<PictureBatch, { balance: Balance }> & { dispose(): void };

function tinyGan({ loss = 'nonSaturating', augmented = false, kind = 'upsampling', pathLength = 0, norm = 'none', ...options }: Setup = {}): TinyGan {
  const [forGenerator, forDiscriminator] = split(key(5), 2);
  const config = { image: { size: SIDE, channels: 1 }, latent: 4, condition: 'class', classes: 3, generator: generatorConfig.parse({ kind, channels: 4, maxChannels: 8, styleSize: 4, mappingLayers: 2 }), discriminator: discriminatorConfig.parse({ channels: 4, spectralNorm: true, norm }) } as const;
  const generator = createGenerator(config, forGenerator), discriminator = createDiscriminator(config, forDiscriminator);
  const monitor = new BalanceMonitor({ thresholds: { window: 5 } });
  const augmentation = augmented ? new Augmentation(augmentationConfig.parse({ kind: 'adaptive', target: 0, speed: 50, cutout: true })) : undefined;
  const regularizer = new PathLengthRegularizer();
  const game = latentGame({ generator, discriminator, loss: adversarialLosses[loss], monitor, augmentation });
  const modules: Record<string, Module> = { generator, discriminator, monitor, regularizer, ...(augmentation && { augmentation }) };
  const further = pathLength === 0 ? [] : [pathLengthTerm({ generator, regularizer, weight: pathLength, every: 2 })];
  return {
    modules,
    objectives: [discriminatorObjective(game, options), generatorObjective(game, { further })],
    observe: (event?: TrainEvent) => ({ balance: monitor.balance(event) }),
    dispose() { for (const module of Object.values(modules)) module.dispose(); },
  };
}

const everything: Setup = { r1: 1, r2: 1, gradientPenalty: 10, consistency: 1, penaltyEvery: 2, repeats: 2, augmented: true, kind: 'style', pathLength: 2 };
const settings = { data, batchSize: 8, seed: 2, optimizer: adam({ learningRate: 1e-3, betas: [0, 0.99] }) };

async function weightsOf({ modules }: Pick<TinyGan, 'modules'>): Promise<Record<string, readonly number[]>> {
  const named = Object.entries(modules).flatMap(([module, held]) => [...held.namedParameters(), ...held.namedBuffers()].map(([name, weight]) => [`${module}.${name}`, weight] as const));
  return Object.fromEntries(await Promise.all(named.map(async ([name, weight]) => [name, [...(await download(weight)).data]] as const)));
}

async function eventsOf(setup: Setup): Promise<(TrainEvent & { balance: Balance })[]> {
  const model = tinyGan(setup);
  const events: (TrainEvent & { balance: Balance })[] = [];
  try {
    for await (const event of train(model, { ...settings, steps: 6 })) events.push(event);
    return events;
  } finally {
    model.dispose();
  }
}

describe('the two objectives', () => {
  expectNoLeaks();

  it.each(Object.keys(adversarialLosses) as AdversarialLossName[])('train both networks, and tell how they stand: %s', async (loss) => {
    const events = await eventsOf({ loss, r1: 1 });
    for (const { losses, gradientNorms, balance } of events) {
      expect(Object.keys(losses)).toEqual(['discriminator', 'generator']);
      expect([...Object.values(losses), ...Object.values(gradientNorms)].every(Number.isFinite)).toBe(true);
      expect(balance.gradientNorms).toEqual(gradientNorms);
      for (const share of [balance.accuracy, balance.coverage]) expect(share >= 0 && share <= 1).toBe(true);
      expect(balance.verdict).toBe('warmingUp');
    }
  });

  it.each([0, 1])('move each only what is theirs: objective %i', async (place) => {
    const model = tinyGan({ ...everything, augmented: false });
    const objective = model.objectives[place]!;
    const own = new Set([...objective.parameters()].map(([, weight]) => weight));
    const others = model.objectives.flatMap((each) => [...each.parameters()]).filter(([, weight]) => !own.has(weight)).map(([, weight]) => weight);
    const image = tidy(() => normal(key(3), [4, SIDE, SIDE, 1])), label = zeros([4], 'int32');
    const call: ObjectiveCall = { key: key(4), step: 2, steps: 10 };
    const { value, gradients } = tidy(() => valueAndGrads(() => objective.loss({ image, label }, call).loss, [...own]));
    expect((await Promise.all(gradients.map(async (gradient) => (await download(gradient)).data.some((x) => x !== 0)))).filter(Boolean).length).toBeGreaterThan(own.size / 2);
    if (place === 0) {
      const foreign = tidy(() => valueAndGrads(() => objective.loss({ image, label }, call).loss, others));
      for (const gradient of foreign.gradients) expect((await download(gradient)).data.every((x) => x === 0)).toBe(true);
      dispose([foreign.value, ...foreign.gradients]);
    }
    dispose([value, image, label, ...gradients]);
    model.dispose();
  });

  it('take penalties at every n-th step, n times as strong', async () => {
    const model = tinyGan({ r1: 3, penaltyEvery: 2 });
    const [objective] = model.objectives as readonly [Objective<PictureBatch>, Objective<PictureBatch>];
    const image = tidy(() => normal(key(3), [4, SIDE, SIDE, 1])), label = zeros([4], 'int32');
    const at = async (step: number): Promise<{ loss: number; r1: number | undefined }> => {
      const [loss, r1] = tidy(() => {
        const { loss: value, metrics = {} } = objective.loss({ image, label }, { key: key(4), step, steps: 10 });
        return [value, ...(metrics['r1'] === undefined ? [] : [metrics['r1']])];
      });
      const values = { loss: (await download(loss)).data[0]!, r1: r1 && (await download(r1)).data[0] };
      dispose([loss, ...(r1 ? [r1] : [])]);
      return values;
    };
    const [without, withPenalty] = [await at(1), await at(2)];
    expect(without.r1).toBeUndefined();
    expect(withPenalty.loss - without.loss).toBeCloseTo(2 * withPenalty.r1!, 5);
    dispose([image, label]);
    model.dispose();
  });

  it('go on bit for bit with all that there is: penalties, augmentation, spectral norm, styles, path lengths', async () => {
    const fresh = (seed: number) => createModel(gan, {
      image: { size: SIDE, channels: 1 }, latent: 4, condition: 'class', classes: 3, generator: { kind: 'style', channels: 4, maxChannels: 8, styleSize: 4, mappingLayers: 2 }, discriminator: { channels: 4, spectralNorm: true },
      r1: 1, r2: 1, gradientPenalty: 10, consistency: 1, penaltyEvery: 2, discriminatorSteps: 2, pathLength: 2, augmentation: { kind: 'adaptive', target: 0, speed: 50, cutout: true },
    }, { seed });
    const through = async (seed: number, options: object, until = 6): Promise<{ balances: Balance[]; after: Record<string, readonly number[]> }> => {
      const model = await fresh(seed);
      const balances: Balance[] = [];
      for await (const { step, balance } of train(model, { ...settings, steps: 6, ema: 0.9, ...options })) {
        balances.push(balance);
        if (step === until) break;
      }
      const after = await weightsOf(model);
      model.dispose();
      return { balances, after };
    };
    const straight = await through(1, {});
    const store = memoryStore('gan', new Map());
    await through(1, { checkpoint: { to: store, every: 3 } }, 3);
    const resumed = await through(2, { seed: undefined, resumeFrom: store });
    expect(resumed.after).toEqual(straight.after);
    expect(resumed.balances).toEqual(straight.balances.slice(3));
    expect(straight.balances.at(-1)!.augmentation).toBeGreaterThan(0);
  });

  it('leave nothing from step to step', async () => {
    const model = tinyGan(everything);
    const run = train(model, { ...settings, steps: 30, ema: 0.9 });
    for (let i = 0; i < 4; i += 1) await run.next();
    const { numTensors } = memory();
    for (let i = 0; i < 20; i += 1) await run.next();
    expect(memory().numTensors).toBe(numTensors);
    await run.return();
    model.dispose();
  });

  it('remember what a step of the discriminator does to the statistics of both, and only measure in an evaluation', () => {
    const model = tinyGan({ norm: 'batch', kind: 'dcgan', r1: 1, gradientPenalty: 1 });
    const [discriminator, generator] = model.objectives;
    const image = tidy(() => normal(key(3), [4, SIDE, SIDE, 1])), label = zeros([4], 'int32');
    const buffersOf = (objective: Objective<PictureBatch> | undefined, evaluation: boolean): number => tidy(() => new Set(objective!.loss({ image, label }, { key: key(4), step: 1, steps: 10, evaluation }).updates?.map(([buffer]) => buffer)).size);
    const all = ['generator', 'discriminator', 'monitor'].flatMap((name) => [...model.modules[name]!.namedBuffers()]).length;
    expect(buffersOf(discriminator, false)).toBe(all);
    expect(buffersOf(generator, false)).toBe(all - 3); // all but the monitor's
    expect(buffersOf(discriminator, true)).toBe(0);
    expect(buffersOf(generator, true)).toBe(0);
    dispose([image, label]);
    model.dispose();
  });
});

describe('a penalty that is not finite', () => {
  expectNoLeaks();

  it('ends the run with what to change', async () => {
    /** A slope too large to be squared. */
    class Steep extends Module {
      readonly weight = parameter(() => mul(normal(key(1), [SIDE * SIDE, 1]), 1e25));

      judge(pictures: Tensor): { logits: Tensor; features: Tensor } {
        const features = reshape(pictures, [-1, SIDE * SIDE]);
        return { logits: mul(reshape(mul(features, reshape(this.weight, [1, -1])), [-1]), 1), features };
      }
    }
    const generator = createGenerator({ image: { size: SIDE, channels: 1 }, latent: 4, condition: 'none', classes: 3, generator: generatorConfig.parse({ channels: 4 }), discriminator: discriminatorConfig.parse({}) }, key(1));
    const discriminator = new Steep();
    const game = latentGame({ generator, discriminator, loss: adversarialLosses.wasserstein });
    const run = train({ modules: { generator, discriminator }, objectives: [discriminatorObjective(game, { r1: 2 }), generatorObjective(game)] }, { ...settings, steps: 2 });
    await expect(run.next()).rejects.toMatchObject({ code: 'LOSS_NOT_FINITE', message: expect.stringMatching(/objective "discriminator", step 1.*The penalty r1 is (Infinity|NaN): lower r1 \(now 2\)/) as string });
    generator.dispose();
    discriminator.dispose();
  });
});
