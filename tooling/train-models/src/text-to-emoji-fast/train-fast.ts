import { createModel, train } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { openModel, saveModel } from '@figment/core/checkpoint';
import { key } from '@figment/core/random';
import { adamW, cosine, warmUp } from '@figment/core/training';
import { type DiffusionNetwork, latentDiffusion, textToImage } from '@figment/diffusion';
import { DenoiserAdapter, distill } from '@figment/diffusion/distillation';
import { vae } from '@figment/vae';
import { join } from 'node:path';

import { report } from '../language/report.ts';
import type { Options } from '../options.ts';
import { captionedEmoji } from '../text-to-emoji/captioned-emoji.ts';
import { recipe as teacherRecipe } from '../text-to-emoji/recipe.ts';
import { lesson, type ToldEmoji } from '../text-to-emoji/told-emoji.ts';
import { recipe } from './recipe.ts';

const { teacher, adapter: adapterOptions, distillation, usual, training } = recipe;

/** Trains the adapter, and saves it as a model that shares the denoiser and the autoencoder with its teacher, which stands beside it. */
export async function trainFast(emoji: ToldEmoji, { steps, seed, models, work, out, every, resume, backend }: Options): Promise<void> {
  const { batchSize, learningRate, betas, ema, warmUp: warmUpSteps } = training;
  const selection = await selectBackend({ prefer: backend });
  const { pictures, captions } = lesson(emoji);
  const denoiser = await openModel(join(models, teacher, 'denoiser'), latentDiffusion);
  const autoencoder = await openModel(join(models, teacher, 'autoencoder'), vae);
  const network = denoiser.modules['diffusion'] as DiffusionNetwork;
  const adapter = new DenoiserAdapter(key(seed), network.denoiser, adapterOptions);
  const student = await distill(denoiser, { into: adapter, ...distillation });
  const painter = await createModel(textToImage, { image: teacherRecipe.config.image, ...usual, adapter: adapterOptions }, { seed, parts: { denoiser, autoencoder } });
  const started = Date.now();
  try {
    await report(train(student, {
      data: await captionedEmoji(pictures, captions), steps, seed, batchSize, clipNorm: 1, ema,
      optimizer: adamW({ learningRate, betas, weightDecay: 0 }),
      schedule: warmUp(Math.min(warmUpSteps, steps), cosine({ finalRatio: 0 }), { from: 1 / warmUpSteps }),
      checkpoint: { to: work, every },
      ...(resume && { resumeFrom: work }),
    }), steps);
    await saveModel({ ...painter, modules: { adapter } }, out, {
      dtype: 'float16', step: steps, parts: { denoiser: `../${teacher}/denoiser`, autoencoder: `../${teacher}/autoencoder` },
      provenance: { teacher, data: { name: 'emoji', learnt: captions.length }, seed, steps, batchSize, learningRate, backend: `${selection.name} (${selection.device})`, seconds: Math.round((Date.now() - started) / 1000), resumed: resume },
    });
  } finally {
    for (const model of [painter, adapter, denoiser, autoencoder]) model.dispose();
  }
  console.log(`saved ${out}`);
}
