import { createModel } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { saveModel } from '@figment/core/checkpoint';
import { augmentImages, openDataset } from '@figment/core/data';
import { adamW, cosine, train, warmUp } from '@figment/core/training';
import { vae } from '@figment/vae';

import type { Options } from './options.ts';
import type { Recipe } from './recipe.ts';

const WARM_UP_STEPS = 100;

/** Trains a recipe on the emoji that are not held out, and saves it in float16 with what is worth knowing about the run. */
export async function trainRecipe(recipe: Recipe, options: Options): Promise<void> {
  const { steps, seed, models, work, out, every, resume } = options;
  const selection = await selectBackend({ prefer: options.backend, wasm: { baseUrl: options.wasm } });
  console.log(`backend ${selection.name} (${selection.device})`);
  const data = augmentImages(await openDataset('emoji', { split: 'train', baseUrl: models }), recipe.augment);
  const model = await createModel(vae, recipe.config, { seed });
  const started = Date.now();
  try {
    const run = train(model, {
      data, steps, seed, clipNorm: 1, ema: 0.998,
      batchSize: recipe.batchSize,
      optimizer: adamW({ learningRate: recipe.learningRate, betas: [0.9, 0.99], weightDecay: 0 }),
      schedule: warmUp(WARM_UP_STEPS, cosine({ finalRatio: 0.02 }), { from: 1 / WARM_UP_STEPS }),
      checkpoint: { to: work, every },
      ...(resume && { resumeFrom: work }),
    });
    for await (const { step, losses, metrics, samplesPerSecond } of run) {
      if (step % 50 !== 0 && step !== steps) continue;
      const shown = Object.entries(metrics).map(([name, value]) => `${name} ${value.toPrecision(4)}`).join('  ');
      console.log(`${step}/${steps}  loss ${losses['vae']!.toFixed(4)}  ${shown}  ${samplesPerSecond.toFixed(0)} pictures/s`);
    }
    await saveModel(model, out, {
      dtype: 'float16', step: steps,
      provenance: { data: { name: 'emoji', split: 'train' }, seed, steps, batchSize: recipe.batchSize, learningRate: recipe.learningRate, backend: `${selection.name} (${selection.device})`, seconds: Math.round((Date.now() - started) / 1000), resumed: resume },
    });
  } finally {
    model.dispose();
  }
  console.log(`saved ${out}`);
}
