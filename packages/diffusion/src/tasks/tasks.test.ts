import { createModel, type Tensor } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { concat, memory, ones, slice, tensor, tidy, zeros } from '@figment/core/ops';
import { key, uniform } from '@figment/core/random';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { diffusion } from '../diffusion.ts';
import { latentDiffusion } from '../latent-diffusion.ts';
import { counting, halving, letters, tenth } from '../testing/tiny-parts.ts';
import { textToImage } from '../text-to-image.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));
let before = 0;
beforeEach(() => { before = memory().numTensors; });
afterEach(() => { expect(memory().numTensors).toBe(before); });

const image = { size: 8, channels: 1 as const };
const mlp = { kind: 'mlp', width: 8, depth: 1 };
const picture = (): Tensor => uniform(key(1), [8, 8, 1]);
const parts = { autoencoder: halving, denoiser: tenth, promptEncoder: counting };

describe('bad input is refused by a code', () => {
  it.each([
    ['more steps than times', { process: { trainingSteps: 10 } }, 'generate', {}, { steps: 11 }, 'OPTIONS_INVALID', 'options.steps must be at most the 10'],
    ['a sampler for another process', {}, 'generate', {}, { sampler: 'ddim' }, 'SCHEDULER_MISMATCH', 'options.sampler must be one for a process of kind flow'],
    ['a prompt for a model without captions', {}, 'imageToImage', 'image', { prompt: 'apple' }, 'OPTIONS_INVALID', 'this model reads no captions'],
    ['a class for a model without classes', {}, 'generate', {}, { label: 1 }, 'OPTIONS_INVALID', 'this model knows no classes'],
    ['a class beyond the last', { condition: 'class', classes: 3 }, 'generate', {}, { label: 3 }, 'OPTIONS_INVALID', 'options.label must be from 0 to 2'],
  ] as const)('%s', async (_, config, task, input, options, code, message) => {
    const model = await createModel(diffusion, { image, network: mlp, ...config }, { seed: 1 });
    const given = input === 'image' ? { image: picture() } : input;
    const started = memory().numTensors;
    const { tasks } = model as unknown as { tasks: Record<string, { sample(input: object, options: object): { result(): Promise<unknown> } }> };
    await expect((async () => tasks[task]!.sample(given, options).result())()).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string });
    expect(memory().numTensors).toBe(started);
    if ('image' in given) (given.image as Tensor).dispose();
    model.dispose();
  });

  it('a mask of another size than the picture', async () => {
    const model = await createModel(diffusion, { image, network: mlp }, { seed: 1 });
    const [given, mask] = [picture(), ones([4, 4, 1])];
    expect(() => model.tasks.inpaint.sample({ image: given, mask })).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
    for (const each of [given, mask]) each.dispose();
    model.dispose();
  });

  it('a network that says what is no number, naming the step', async () => {
    const model = await createModel(diffusion, { image, network: mlp }, { seed: 1 });
    for (const [, parameter] of model.modules['diffusion']!.namedParameters()) tidy(() => { parameter.assign(tensor(new Float32Array(parameter.size).fill(NaN), [...parameter.shape])); });
    await expect(model.tasks.generate.sample({}, { steps: 4, seed: 1 }).result()).rejects.toMatchObject({ code: 'SAMPLE_NOT_FINITE', message: expect.stringContaining('at step 1 of 4') as string });
    model.dispose();
  });
});

describe('inpainting', () => {
  it('leaves what is not masked as it is, pixel for pixel', async () => {
    const model = await createModel(diffusion, { image, network: mlp }, { seed: 1 });
    const given = picture();
    const mask = tidy(() => concat([zeros([8, 5, 1]), ones([8, 3, 1])], 1));
    const made = await model.tasks.inpaint.sample({ image: given, mask }, { steps: 3, seed: 2 }).result();
    const [left, wanted] = tidy(() => [slice(made, [0, 0, 0, 0], [1, 8, 5, 1]).dataSync(), slice(given, [0, 0, 0], [8, 5, 1]).dataSync()]) as unknown as [Float32Array, Float32Array];
    wanted.forEach((value, i) => { expect(left[i]).toBeCloseTo(value, 6); });
    for (const each of [given, mask, made]) each.dispose();
    model.dispose();
  });
});

describe('outpainting', () => {
  it('keeps the picture where it was, and is larger by what was asked for', async () => {
    const model = await createModel(diffusion, { image, network: mlp }, { seed: 1 });
    const given = picture();
    const made = await model.tasks.outpaint.sample({ image: given }, { left: 5, right: 9, top: 0, bottom: 3, steps: 2, seed: 2 }).result();
    expect(made.shape).toEqual([11, 22, 1]);
    const [middle, wanted] = tidy(() => [slice(made, [0, 5, 0], [8, 8, 1]).dataSync(), given.dataSync()]) as unknown as [Float32Array, Float32Array];
    wanted.forEach((value, i) => { expect(middle[i]).toBeCloseTo(value, 6); });
    for (const each of [given, made]) each.dispose();
    model.dispose();
  });
});

describe('noise', () => {
  it('is added as the formula says, along a schedule that is told', async () => {
    const model = await createModel(diffusion, { image, network: mlp }, { seed: 1 });
    const given = picture();
    for await (const { sample, added, alpha, sigma, levels, shape } of model.tasks.noise.sample({ image: given }, { time: 0.25, seed: 2 })) {
      expect([alpha, sigma]).toEqual([0.75, 0.25]);
      expect(levels).toHaveLength(101);
      expect([levels[0], levels[25], levels[100]]).toEqual([{ time: 0, alpha: 1, sigma: 0 }, { time: 250, alpha, sigma }, { time: 1000, alpha: 0, sigma: 1 }]);
      expect(shape).toEqual([8, 8, 1]);
      const [noisy, noise, clean] = [sample.dataSync(), added.dataSync(), given.dataSync()];
      // Pixels are diffused in [-1, 1], and noise is shown up to 3 deviations; a pixel at the border was cut there.
      noisy.forEach((value, i) => {
        if (noise[i]! > 0 && noise[i]! < 1 && value > 0 && value < 1) expect(2 * value - 1).toBeCloseTo(alpha * (2 * clean[i]! - 1) + sigma * 3 * (2 * noise[i]! - 1), 4);
      });
    }
    given.dispose();
    model.dispose();
  });

  it('is that with which the way back begins', async () => {
    const model = await createModel(diffusion, { image, network: mlp }, { seed: 1 });
    const given = picture();
    let start = 0;
    let back: number[] = [];
    for await (const { time, clean } of model.tasks.imageToImage.sample({ image: given }, { strength: 0.5, steps: 4, guidance: 1, seed: 2 })) {
      if (start === 0) [start, back] = [time, [...clean.dataSync()]];
    }
    for await (const { time, clean } of model.tasks.noise.sample({ image: given }, { time: start / 1000, seed: 2 })) {
      expect(time).toBeCloseTo(start, 9);
      clean.dataSync().forEach((value: number, i: number) => { expect(value).toBeCloseTo(back[i]!, 5); });
    }
    given.dispose();
    model.dispose();
  });
});

describe('an over-long prompt', () => {
  it('is cut, and the first step warns of it', async () => {
    const model = await createModel(textToImage, { image, tokens: 4 }, { seed: 1, tokenizer: letters, parts });
    const warnings: string[] = [];
    for await (const step of model.tasks.textToImage.sample({ text: 'half cake' }, { steps: 2, seed: 1 })) warnings.push(...(step.warnings ?? []).map(({ code, message }) => `${step.step} ${code} ${message}`));
    expect(warnings).toEqual([expect.stringContaining('1 PROMPT_TRUNCATED the prompt "half cake" has 9 tokens, of which the model reads the first 4')]);
    model.dispose();
  });
});

describe('a composite', () => {
  it('decodes the steps only where somebody looks at them', async () => {
    let decoded = 0;
    const autoencoder = { ...halving, decode: (latents: Tensor) => { decoded++; return halving.decode(latents); } };
    const model = await createModel(textToImage, { steps: 3, image }, { seed: 1, tokenizer: letters, parts: { ...parts, autoencoder } });
    const alone = await model.tasks.textToImage.sample({ text: 'pie' }, { seed: 1 }).result();
    expect(decoded).toBe(1);
    const run = model.tasks.textToImage.sample({ text: 'pie' }, { seed: 1 });
    const whole = run.result();
    for await (const { sample } of run) expect(sample.shape).toEqual([1, 8, 8, 1]);
    const seen = await whole;
    expect(decoded).toBe(8);
    expect([...seen.dataSync()]).toEqual([...alone.dataSync()]);
    for (const each of [alone, seen]) each.dispose();
    model.dispose();
  });

  it('takes its steps from the config where options say nothing', async () => {
    const model = await createModel(textToImage, { steps: 3, image }, { seed: 1, tokenizer: letters, parts });
    let last = 0;
    for await (const { step, of } of model.tasks.textToImage.sample({ text: 'pie' }, { seed: 1 })) {
      last = step;
      expect(of).toBe(3);
    }
    expect(last).toBe(3);
    model.dispose();
  });

  it('paints with a trained model of latents and its own encoder', async () => {
    const denoiser = await createModel(latentDiffusion, { image, latent: { size: 4, channels: 1 }, network: mlp, condition: 'text', prompt: { width: 8, tokens: 8 } }, { seed: 1, tokenizer: letters });
    const model = await createModel(textToImage, { image }, { seed: 1, parts: { denoiser, autoencoder: halving } });
    const painted = await model.tasks.textToImage.sample({ text: 'cake' }, { steps: 2, seed: 1 }).result();
    expect(painted.shape).toEqual([1, 8, 8, 1]);
    painted.dispose();
    await expect(denoiser.tasks.textToImage.sample({ text: 'cake' }, { steps: 2 }).result()).rejects.toMatchObject({ code: 'TASK_UNAVAILABLE' });
    model.dispose();
    denoiser.dispose();
  });

  it('names the part that is missing', async () => {
    await expect(createModel(textToImage, {}, { seed: 1, parts: { denoiser: tenth } })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('parts.autoencoder') as string });
  });
});

describe('a hundred samples', () => {
  it('leave no tensor behind', async () => {
    const model = await createModel(diffusion, { image, network: mlp }, { seed: 1 });
    const started = memory().numTensors;
    for (let seed = 0; seed < 100; seed++) (await model.tasks.generate.sample({}, { steps: 1, seed }).result()).dispose();
    expect(memory().numTensors).toBe(started);
    model.dispose();
  });
});
