import { createModel, train } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { openModel, saveModel } from '@figment/core/checkpoint';
import { adamW, stableDecay, warmUp } from '@figment/core/training';
import { latentDiffusion, textToImage } from '@figment/diffusion';
import { vae } from '@figment/vae';
import { join } from 'node:path';

import { report } from '../language/report.ts';
import type { Options } from '../options.ts';
import { captionTokenizer } from './caption-tokenizer.ts';
import { captionedEmoji } from './captioned-emoji.ts';
import { recipe } from './recipe.ts';
import { lesson, type ToldEmoji } from './told-emoji.ts';

const { autoencoder: autoencoderName, config, training } = recipe;

/** Trains the denoiser, and saves it with the autoencoder and the tokenizer as one model that paints: in float16, with what is worth knowing of the run. */
export async function trainPainter(emoji: ToldEmoji, { steps, seed, models, work, out, every, resume, backend }: Options): Promise<void> {
  const { batchSize, learningRate, betas, weightDecay, ema, level, warmUp: warmUpSteps } = training;
  const selection = await selectBackend({ prefer: backend });
  const { pictures, captions } = lesson(emoji);
  const autoencoder = await openModel(join(models, autoencoderName), vae);
  const denoiser = await createModel(latentDiffusion, config, { seed, tokenizer: await captionTokenizer(captions), parts: { autoencoder } });
  const painter = await createModel(textToImage, { image: config.image, ...config.generation }, { seed, parts: { denoiser, autoencoder } });
  const started = Date.now();
  try {
    await report(train(denoiser, {
      data: await captionedEmoji(pictures, captions), steps, seed, batchSize, clipNorm: 1, ema,
      optimizer: adamW({ learningRate, betas, weightDecay }),
      schedule: warmUp(warmUpSteps, stableDecay({ decaySteps: Math.round((1 - level) * steps) }), { from: 1 / warmUpSteps }),
      checkpoint: { to: work, every },
      ...(resume && { resumeFrom: work }),
    }), steps);
    await saveModel(painter, out, {
      dtype: 'float16', step: steps, parts: { denoiser, autoencoder },
      provenance: { data: { name: 'emoji', learnt: captions.length }, seed, steps, batchSize, learningRate, backend: `${selection.name} (${selection.device})`, seconds: Math.round((Date.now() - started) / 1000), resumed: resume },
    });
  } finally {
    for (const model of [painter, denoiser, autoencoder]) model.dispose();
  }
  console.log(`saved ${out}`);
}
