import { createModel, train } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { saveModel } from '@figment/core/checkpoint';
import { adam } from '@figment/core/training';
import { gan } from '@figment/gan';
import type { Balance } from '@figment/gan/health';

import type { Options } from '../options.ts';
import type { Clothes } from './clothes.ts';
import { recipe } from './recipe.ts';

const EVERY = 50;

/** Trains the two networks, and saves them in float16 with what is worth knowing of the run: above all, how they stood at its end. */
export async function trainGan({ train: data }: Clothes, { steps, seed, work, out, every, resume, backend, config }: Options): Promise<void> {
  const { batchSize, learningRate, betas, ema } = recipe.training;
  const selection = await selectBackend({ prefer: backend });
  const model = await createModel(gan, { ...recipe.config, ...config }, { seed });
  const started = Date.now();
  const verdicts = new Map<string, number>();
  let last: Balance | undefined;
  try {
    const run = train(model, { data, steps, seed, batchSize, ema, optimizer: adam({ learningRate, betas }), checkpoint: { to: work, every }, ...(resume && { resumeFrom: work }) });
    for await (const { step, losses, balance, samplesPerSecond } of run) {
      last = balance;
      verdicts.set(balance.verdict, (verdicts.get(balance.verdict) ?? 0) + 1);
      if (step % EVERY !== 0 && step !== steps) continue;
      const { accuracy, diversity, coverage, overfitting, verdict } = balance;
      console.log(`${step}/${steps}  loss ${Object.values(losses).map((loss) => loss.toFixed(3)).join(' ')}  accuracy ${accuracy.toFixed(2)}  diversity ${diversity.toFixed(2)}  coverage ${coverage.toFixed(2)}  r_t ${overfitting.toFixed(2)}  ${verdict}  ${samplesPerSecond.toFixed(0)} pictures/s`);
    }
    await saveModel(model, out, {
      dtype: 'float16', step: steps,
      provenance: {
        data: { name: 'fashion-mnist', split: 'train' }, seed, steps, batchSize, learningRate, backend: `${selection.name} (${selection.device})`,
        seconds: Math.round((Date.now() - started) / 1000), resumed: resume, balance: last, verdicts: Object.fromEntries(verdicts),
      },
    });
  } finally {
    model.dispose();
  }
  console.log(`saved ${out}`);
}
