import { upload } from '@figment/core/ops';
import { fromDiffusersScheduler } from '@figment/diffusion/diffusers';
import { addNoise, betasOf, levelsAt, minSnr, type Prediction, predictionTarget, signalToNoise } from '@figment/diffusion/noise';

import { readScheduler } from '../diffusion/scheduler.ts';
import type { GoldenKind } from '../kind.ts';

const predictions: Readonly<Record<string, Prediction>> = { epsilon: 'noise', v_prediction: 'velocity', sample: 'sample' };

/** A table of betas, what is noised by it, and weights of losses. */
export const kind: GoldenKind = {
  name: 'diffusion.schedule',
  run(golden) {
    const { process, processConfig } = fromDiffusersScheduler(readScheduler(golden));
    if (processConfig.kind !== 'variancePreserving') throw new Error(`a schedule must be of betas, got ${processConfig.kind}`);
    const weight = minSnr(golden.options.number('min_snr_gamma'));
    const levels = levelsAt(process, Array.from(golden.array('timesteps').data));
    const clean = upload(golden.input('x0')), noise = upload(golden.input('noise'));
    const results = {
      betas: Array.from(betasOf(processConfig)),
      alphas_cumprod: Array.from({ length: process.trainingSteps }, (_, time) => process.at(time).alpha ** 2),
      add_noise: addNoise(clean, noise, levels),
      velocity: predictionTarget('velocity', clean, noise, levels),
      snr: levels.map(signalToNoise),
      ...Object.fromEntries(Object.entries(predictions).map(([name, prediction]) => [`min_snr.${name}`, levels.map((level) => weight(prediction, level))])),
    };
    clean.dispose();
    noise.dispose();
    return results;
  },
};
