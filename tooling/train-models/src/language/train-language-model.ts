import { createModel, train } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { saveModel } from '@figment/core/checkpoint';
import { adamW, cosine, warmUp } from '@figment/core/training';
import { transformer } from '@figment/transformer';

import type { Options } from '../options.ts';
import type { Corpus } from './corpus.ts';
import type { englishKorean } from './english-korean-recipe.ts';
import { report } from './report.ts';
import { windows } from './windows.ts';

const WARM_UP_STEPS = 100;

/** Trains the language model that ships, and saves it in float16 with what is worth knowing about the run. */
export async function trainLanguageModel(recipe: typeof englishKorean, corpus: Corpus, { steps, seed, work, out, every, resume, backend }: Options): Promise<void> {
  const { config, batchSize, learningRate, weightDecay, finalRatio } = recipe;
  const selection = await selectBackend({ prefer: backend });
  const model = await createModel(transformer, config, { seed, tokenizer: corpus.tokenizer });
  const started = Date.now();
  try {
    const run = train(model, {
      data: windows(corpus.texts, { context: config.context, seed: recipe.seed }), steps, seed, batchSize, clipNorm: 1, ema: 0,
      optimizer: adamW({ learningRate, betas: [0.9, 0.95], weightDecay, decays: 'matrices' }),
      schedule: warmUp(WARM_UP_STEPS, cosine({ finalRatio }), { from: 1 / WARM_UP_STEPS }),
      checkpoint: { to: work, every },
      ...(resume && { resumeFrom: work }),
    });
    await report(run, steps);
    await saveModel(model, out, {
      dtype: 'float16', step: steps,
      provenance: { data: recipe.texts.map(({ name, weight }) => ({ name, weight })), seed, steps, batchSize, learningRate, backend: `${selection.name} (${selection.device})`, seconds: Math.round((Date.now() - started) / 1000), resumed: resume },
    });
  } finally {
    model.dispose();
  }
  console.log(`saved ${out}`);
}
