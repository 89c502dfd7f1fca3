import type { TrainEvent } from '@figment/core';
import { defineModel } from '@figment/core/plugin';
import { split } from '@figment/core/random';

import { superResolutionConfig } from './config/super-resolution.ts';
import { createUpscalingNetwork } from './esrgan/network.ts';
import { realismObjectives, reconstructionObjective } from './esrgan/objectives.ts';
import { BalanceMonitor } from './health/monitor.ts';
import { PatchDiscriminator } from './networks/discriminators/patch.ts';
import { upscale, upscaleTask } from './tasks/upscale.ts';

/** Makes pictures two to eight times larger; it reads the weights of `@upscalerjs/esrgan-*`. */
export const superResolution = defineModel({
  id: 'figment/super-resolution',
  title: 'Super-resolution',
  description: 'Makes pictures larger and draws in what small ones have lost (ESRGAN and residual dense networks).',
  config: superResolutionConfig,
  data: { fields: { image: 'image' } },
  training: { steps: 4000, batchSize: 16, optimizer: 'adam', learningRate: 2e-4, betas: [0.9, 0.99], weightDecay: 0, schedule: 'cosine', ema: 0.999, augment: { flip: 0.5, permuteChannels: 0 } },
  tasks: { upscale: upscaleTask },
  create(config, { key }) {
    const { adversarial } = config;
    const [forNetwork, forDiscriminator] = split(key, 2);
    const network = createUpscalingNetwork(forNetwork, config);
    const judged = adversarial === 0 ? undefined : { discriminator: new PatchDiscriminator(forDiscriminator, { in: 3, channels: 32, norm: 'none', spectralNorm: true }), monitor: new BalanceMonitor() };
    return {
      modules: { network, ...(judged && { discriminator: judged.discriminator, balance: judged.monitor }) },
      objectives: judged === undefined ? [reconstructionObjective(network)] : realismObjectives(network, { ...judged, adversarial }),
      ...(judged && { observe: (event?: TrainEvent) => ({ balance: judged.monitor.balance(event) }) }),
      run: {
        /** Makes a picture larger, in tiles. */
        upscale: (input, options, call) => upscale(network, input, options, call),
      },
    };
  },
});
