import { createModel, isFigmentError, type Tensor, train } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { memoryStore, openModel, saveModel } from '@figment/core/checkpoint';
import { arrays } from '@figment/core/data';
import { Module } from '@figment/core/nn';
import { add, memory, mul, tensor, tidy, zeros } from '@figment/core/ops';
import { key, normal } from '@figment/core/random';
import { adamW } from '@figment/core/training';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { processConfig } from '../config/process.ts';
import { diffusion } from '../diffusion.ts';
import { latentDiffusion } from '../latent-diffusion.ts';
import { DiffusionNetwork } from '../network/diffusion-network.ts';
import { processOf } from '../network/process.ts';
import { levelsAt, perSample } from '../noise/levels.ts';
import { denoised, type Prediction, predictionTarget } from '../noise/prediction.ts';
import { flowMatchEuler } from '../schedulers/flow-match-euler.ts';
import { planOf } from '../tasks/plan.ts';
import { halving, letters } from '../testing/tiny-parts.ts';
import { textToImage } from '../text-to-image.ts';
import { DenoiserAdapter, distill, reflowObjective } from './index.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));
let before = 0;
beforeEach(() => { before = memory().numTensors; });
afterEach(() => { expect(memory().numTensors).toBe(before); });

class Nothing extends Module {}

const shape = [4, 4, 1];
type Kind = 'flow' | 'variancePreserving' | 'varianceExploding';

/** What a network says that knows the data: each picture is of its label's value, and 0 where it is told no class (2). */
function knowing(kind: Kind, prediction: Prediction): DiffusionNetwork {
  const process = processOf(processConfig.parse({ kind }));
  const [first, last] = process.timeRange ?? [0, process.trainingSteps];
  const values = [0.25, 0.5, 0];
  return new DiffusionNetwork({
    shape, process, prediction, selfConditioning: false, classes: 2,
    denoiser: {
      module: new Nothing(),
      predict: (x, time, { label }) => tidy(() => {
        const levels = levelsAt(process, Array.from(time.dataSync(), (told) => first + (told / process.trainingSteps) * (last - first)));
        const seen = kind === 'varianceExploding' ? mul(x, perSample(levels.map(({ sigma, dataDeviation = 1 }) => Math.hypot(sigma, dataDeviation)), 4)) : x;
        const clean = add(zeros(x.shape as number[]), perSample(Array.from(label!.dataSync(), (row) => values[row]!), 4));
        const { noise } = denoised('sample', clean, seen, levels);
        return predictionTarget(prediction, clean, noise, levels);
      }),
    },
  });
}

const wait = async <T>(work: PromiseLike<T>): Promise<T> => await work;
const uniform = { kind: 'uniform', stratified: true } as const;

async function objectiveOf(network: DiffusionNetwork, guidance: number, steps = 4) {
  const plan = await planOf(network, { sampler: 'auto', samplerOptions: {}, steps }, [], wait);
  return reflowObjective({
    teacher: { diffuser: network, tell: ({ label }) => ({ condition: network.ofLabels(label!), without: network.unconditional() }) },
    student: { diffuser: network, tell: ({ label }) => network.ofLabels(label!), parameters: () => [] },
    plan, guidance, times: uniform, weight: { kind: 'none' }, fromNoise: 0.5, repeats: 1,
  });
}

describe('reflow', () => {
  it.each([
    ['flow', 'flow'], ['flow', 'sample'], ['variancePreserving', 'velocity'], ['variancePreserving', 'sample'], ['varianceExploding', 'velocity'], ['varianceExploding', 'sample'],
  ] as const)('has nothing left to learn of ways that are straight: %s, %s', async (kind, prediction) => {
    const objective = await objectiveOf(knowing(kind, prediction), 1, 40);
    const batch = { sample: zeros([8, 1]), label: tensor(new Int32Array(8).fill(1), [8], 'int32') };
    const prepared = await objective.prepare!(batch, { key: key(1), step: 1, steps: 1, wait });
    const error = tidy(() => objective.loss(prepared, { key: key(2), step: 1, steps: 1 }).loss.dataSync()[0]!);
    expect(error).toBeLessThan(1e-4);
    for (const each of Object.values(prepared) as Tensor[]) each.dispose();
  });

  it('has the guidance of the teacher in its pairs: 0 + 3 (0.25 - 0)', async () => {
    const objective = await objectiveOf(knowing('flow', 'flow'), 3);
    const prepared = await objective.prepare!({ sample: zeros([2, 1]), label: zeros([2], 'int32') }, { key: key(1), step: 1, steps: 1, wait });
    for (const value of prepared.clean!.dataSync()) expect(value).toBeCloseTo(0.75, 5);
    for (const each of Object.values(prepared) as Tensor[]) each.dispose();
  });
});

const config = { image: { size: 8 as const, channels: 1 as const }, network: { kind: 'mlp', width: 24, depth: 2 }, prediction: 'flow' as const, loss: { weight: 'uniform' as const }, times: { mean: 0 }, condition: 'class' as const, classes: 2 };
const pictures = arrays({
  image: { data: Uint8Array.from({ length: 2 * 64 }, (_, at) => (at < 64 ? 230 : 20)), shape: [2, 8, 8, 1] },
  label: { data: Int32Array.of(0, 1), shape: [2] },
}, { fields: { image: { kind: 'image', shape: [8, 8, 1] }, label: { kind: 'label', shape: [] } } } as never);

async function finish(run: AsyncIterator<unknown>): Promise<void> {
  while ((await run.next()).done !== true);
}

async function taught(seed = 1) {
  const model = await createModel(diffusion, config, { seed });
  await finish(train(model, { data: pictures, steps: 30, batchSize: 8, seed: 1, optimizer: adamW({ learningRate: 5e-3 }) }));
  return model;
}

const sumOf = (module: Module): number => tidy(() => [...module.namedParameters()].reduce((sum, [, parameter]) => sum + Array.from(parameter.dataSync()).reduce((a, b) => a + b * b, 0), 0));

describe('distill', { timeout: 120_000 }, () => {
  it('teaches an adapter, which the teacher wears only while it is asked to', async () => {
    const teacher = await taught();
    const network = teacher.modules['diffusion'] as DiffusionNetwork;
    const adapter = new DenoiserAdapter(key(1), network.denoiser, { rank: 4 });
    const x = normal(key(4), [2, 8, 8, 1]);
    const said = (worn: boolean): Float32Array => tidy(() => {
      const diffuser = worn ? adapter.on(network) : network;
      return diffuser.predict(x, [1000, 500], { label: zeros([2], 'int32') }).dataSync() as Float32Array;
    });
    const alone = said(false);
    expect(said(true)).toEqual(alone);
    const losses: number[] = [];
    for await (const { losses: { reflow } } of train(await distill(teacher, { into: adapter, guidance: 4, steps: 4, repeats: 2 }), { data: pictures, steps: 150, batchSize: 8, seed: 2, ema: 0, optimizer: adamW({ learningRate: 5e-3 }) })) losses.push(reflow!);
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(losses.slice(-5))).toBeLessThan(mean(losses.slice(0, 5)) / 2);
    expect(said(false)).toEqual(alone);
    expect(said(true)).not.toEqual(alone);
    x.dispose();
    adapter.dispose();
    teacher.dispose();
  });

  it('teaches another model, all of its weights, and leaves the teacher as it is', async () => {
    const [teacher, student] = [await taught(), await taught()];
    const [ofTeacher, ofStudent] = [sumOf(teacher.modules['diffusion']!), sumOf(student.modules['diffusion']!)];
    await finish(train(await distill(teacher, { into: student, steps: 4, repeats: 1 }), { data: pictures, steps: 2, batchSize: 4, seed: 2 }));
    expect(sumOf(teacher.modules['diffusion']!)).toBe(ofTeacher);
    expect(sumOf(student.modules['diffusion']!)).not.toBe(ofStudent);
    teacher.dispose();
    student.dispose();
  });

  it('refuses at the door what makes no sense', async () => {
    const teacher = await createModel(diffusion, config, { seed: 1 });
    const other = await createModel(diffusion, { ...config, image: { size: 4, channels: 1 } }, { seed: 1 });
    const refused = async (options: Partial<Parameters<typeof distill>[1]>): Promise<string> => {
      const error: unknown = await distill(teacher, { into: other, ...options }).catch((cause: unknown) => cause);
      return isFigmentError(error) ? `${error.code}: ${error.message}` : String(error);
    };
    expect(await refused({})).toContain("OPTIONS_INVALID: distill: into must make samples of the teacher's shape [8, 8, 1], got [4, 4, 1].");
    expect(await refused({ into: teacher })).toContain('another model than the teacher');
    const adapter = new DenoiserAdapter(key(1), (teacher.modules['diffusion'] as DiffusionNetwork).denoiser, { rank: 2 });
    expect(await refused({ into: adapter, samplerOptions: { stochasticSampling: true } })).toContain('draws nothing on its way');
    expect(await refused({ into: adapter, fromNoise: 2 })).toContain('fromNoise must be from 0 to 1, got 2');
    expect(await refused({ into: adapter, steps: 1001 })).toContain('OPTIONS_INVALID');
    for (const each of [adapter, teacher, other]) each.dispose();
  });
});

it('is saved as a model that shares the denoiser of another one, and opens from there', async () => {
  const denoiser = await createModel(latentDiffusion, { image: { size: 8, channels: 1 }, latent: { size: 4, channels: 1 }, network: { kind: 'mlp', width: 16, depth: 1 }, condition: 'text', prompt: { width: 8, tokens: 4 } }, { seed: 1, tokenizer: letters });
  const parts = { denoiser, autoencoder: halving };
  const whole = await createModel(textToImage, { image: { size: 8, channels: 1 } }, { seed: 1, parts });
  const fast = await createModel(textToImage, { image: { size: 8, channels: 1 }, adapter: { rank: 2 }, steps: 4, guidance: 1, sampler: 'flow-match-euler', samplerOptions: { equalSteps: true } }, { seed: 1, parts });
  const adapter = fast.modules['adapter'] as DenoiserAdapter;
  for (const [name, parameter] of adapter.namedParameters()) if (name.endsWith('.b')) tidy(() => { parameter.assign(normal(key(name.length), parameter.shape)); });
  // The output layer of a new network is 0, its adapter is not: what is painted is the adapter's.
  const paint = async (model: typeof fast): Promise<Float32Array> => {
    const picture = await model.tasks.textToImage.sample({ text: 'apple' }, { seed: 3 }).result();
    const values = picture.dataSync() as Float32Array;
    picture.dispose();
    return values;
  };
  await saveModel(whole, 'memory:distilled/whole', { parts: { denoiser } });
  await saveModel(fast, 'memory:distilled/fast', { parts: { denoiser: '../whole/denoiser' } });
  expect(await memoryStore('distilled/fast').list('')).toEqual(['figment.json', 'model.safetensors']);
  const opened = await openModel('memory:distilled/fast', textToImage, { also: [latentDiffusion], parts: { autoencoder: halving }, tokenizer: letters });
  expect(await paint(opened)).toEqual(await paint(fast));
  expect(await paint(whole)).not.toEqual(await paint(fast));
  for (const model of [opened, fast, whole, denoiser]) model.dispose();
});

it('takes steps of equal length where it is told so: 1 - i / N', () => {
  const call = { process: processOf(processConfig.parse({})), prediction: 'flow', steps: 4 } as const;
  expect(flowMatchEuler.build(call, { equalSteps: true }).sigmas).toEqual([1, 0.75, 0.5, 0.25, 0]);
  expect(flowMatchEuler.build({ ...call, steps: 1 }, { equalSteps: true }).times).toEqual([1000]);
});
