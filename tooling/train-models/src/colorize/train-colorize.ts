import { createModel, train } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { saveModel } from '@figment/core/checkpoint';
import { augmentImages } from '@figment/core/data';
import { imageToImage } from '@figment/gan';
import type { Balance } from '@figment/gan/health';

import type { Emoji } from '../emoji.ts';
import type { Options } from '../options.ts';
import { recipe } from './recipe.ts';

const EVERY = 50;

/** Trains on the emoji that are not held out, as the definition likes to be trained, and saves it in float16 with what is worth knowing of the run. */
export async function trainColorize(emoji: Emoji, { steps, seed, work, out, every, resume, backend, config }: Options): Promise<void> {
  const { batchSize, learningRate, schedule, ema, augment } = imageToImage.training!;
  const selection = await selectBackend({ prefer: backend });
  const model = await createModel(imageToImage, { ...recipe.config, ...config }, { seed });
  const started = Date.now();
  const verdicts = new Map<string, number>();
  let last: Balance | undefined;
  try {
    const run = train(model, { data: augmentImages(emoji.train, augment!), steps, seed, checkpoint: { to: work, every }, ...(resume && { resumeFrom: work }) });
    for await (const { step, losses, metrics, balance, samplesPerSecond } of run) {
      last = balance;
      verdicts.set(balance.verdict, (verdicts.get(balance.verdict) ?? 0) + 1);
      if (step % EVERY !== 0 && step !== steps) continue;
      console.log(`${step}/${steps}  loss ${Object.values(losses).map((loss) => loss.toFixed(3)).join(' ')}  L1 ${metrics['generator.l1']!.toFixed(4)}  saturation ${metrics['generator.saturation']!.toFixed(2)}  accuracy ${balance.accuracy.toFixed(2)}  ${balance.verdict}  ${samplesPerSecond.toFixed(0)} pictures/s`);
    }
    await saveModel(model, out, {
      dtype: 'float16', step: steps,
      provenance: {
        data: { name: 'emoji', split: 'train' }, seed, steps, batchSize, learningRate, schedule, ema, augment, backend: `${selection.name} (${selection.device})`,
        seconds: Math.round((Date.now() - started) / 1000), resumed: resume, balance: last, verdicts: Object.fromEntries(verdicts),
      },
    });
  } finally {
    model.dispose();
  }
  console.log(`saved ${out}`);
}
