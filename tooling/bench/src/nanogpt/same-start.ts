import { createModel, train } from '@figment/core';
import { openSafetensors } from '@figment/core/checkpoint';
import { tidy, upload } from '@figment/core/ops';
import { adamW, type Schedule } from '@figment/core/training';
import { transformer } from '@figment/transformer';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { BATCH, BLOCK, type Characters, sameBatches } from './characters.ts';

const STEPS = 2000, WARM_UP = 100, LEAST = 0.1;

/** nanoGPT's own: up along a line, down along a cosine. */
const schedule: Schedule = {
  name: 'nanogpt',
  options: {},
  factor: (done) => (done < WARM_UP ? (done + 1) / (WARM_UP + 1) : LEAST + 0.5 * (1 + Math.cos((Math.PI * (done - WARM_UP)) / (STEPS - WARM_UP))) * (1 - LEAST)),
};

/** Our losses from PyTorch's first weights, with its batches. */
export async function lossesFromSameStart(folder: string, characters: Characters, steps: number): Promise<readonly number[]> {
  const model = await createModel(transformer, {
    preset: 'gpt2', layers: 4, width: 128, heads: 4, context: BLOCK, vocabulary: characters.vocabulary,
    norm: { bias: false }, attention: { bias: false, outputBias: false }, feedForward: { kind: 'gelu', bias: false },
  }, { seed: 1 });
  try {
    const start = await openSafetensors(new Blob([await readFile(join(folder, 'start.safetensors'))]), 'start.safetensors');
    const parameters = new Map(model.modules['network']!.namedParameters());
    for await (const [name, array] of start.readAll()) {
      const parameter = parameters.get(name);
      if (parameter === undefined || parameter.shape.join() !== array.shape.join()) throw new Error(`start.safetensors has ${name} of [${array.shape.join(', ')}], the model ${parameter === undefined ? 'nothing of this name' : `[${parameter.shape.join(', ')}]`}.`);
      tidy(() => { parameter.assign(upload({ data: array.data, shape: array.shape })); });
      parameters.delete(name);
    }
    if (parameters.size > 0) throw new Error(`start.safetensors lacks ${[...parameters.keys()].join(', ')}.`);
    const losses: number[] = [];
    const run = train(model, { data: sameBatches(characters), steps, batchSize: BATCH, optimizer: adamW({ learningRate: 1e-3, betas: [0.9, 0.99], weightDecay: 0.1, decays: 'matrices' }), schedule, clipNorm: 1, ema: 0, seed: 1 });
    for await (const event of run) losses.push(Object.values(event.losses)[0]!);
    return losses;
  } finally {
    model.dispose();
  }
}
