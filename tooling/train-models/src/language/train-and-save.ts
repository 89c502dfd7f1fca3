import { train } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { type SavedModel, saveModel } from '@figment/core/checkpoint';
import { adamW, cosine, type Trainable, type TrainingData, warmUp } from '@figment/core/training';

import type { Options } from '../options.ts';
import { report } from './report.ts';

/** How a recipe trains: AdamW, whose rate rises along a line and falls along a cosine. */
export interface Training {
  readonly steps: number;
  readonly seed: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Steps until the rate is reached. */
  readonly warmUp: number;
  /** Of the rate, what is left of it at the end. */
  readonly finalRatio: number;
  readonly betas: readonly [number, number];
  readonly weightDecay: number;
  /** Moving average of the weights; 0 = none. */
  readonly ema: number;
}

/** What is trained on what. */
export interface Beginning<Batch, Source> {
  readonly model: Trainable<Batch, object, Source> & SavedModel & { dispose(): void };
  readonly data: TrainingData<Batch, Source>;
  /** Worth knowing of it, besides the training itself: saved along. */
  readonly provenance: Readonly<Record<string, unknown>>;
  /** What is left to do before the model is saved. */
  readonly finish?: () => void;
}

/** Trains, going on from a checkpoint if told to, and saves in float16 with what is worth knowing about the run. */
export async function trainAndSave<Batch, Source>(begin: () => Promise<Beginning<Batch, Source>>, training: Training, { steps, seed, work, out, every, resume, backend }: Options): Promise<void> {
  const { batchSize, learningRate, finalRatio, betas, weightDecay, ema } = training;
  const selection = await selectBackend({ prefer: backend });
  const { model, data, provenance, finish } = await begin();
  const started = Date.now();
  try {
    const run = train(model, {
      data, steps, seed, batchSize, clipNorm: 1, ema,
      optimizer: adamW({ learningRate, betas, weightDecay, decays: 'matrices' }),
      schedule: warmUp(training.warmUp, cosine({ finalRatio }), { from: 1 / training.warmUp }),
      checkpoint: { to: work, every },
      ...(resume && { resumeFrom: work }),
    });
    await report(run, steps);
    finish?.();
    await saveModel(model, out, {
      dtype: 'float16', step: steps,
      provenance: { ...provenance, seed, steps, batchSize, learningRate, backend: `${selection.name} (${selection.device})`, seconds: Math.round((Date.now() - started) / 1000), resumed: resume },
    });
  } finally {
    model.dispose();
  }
  console.log(`saved ${out}`);
}
