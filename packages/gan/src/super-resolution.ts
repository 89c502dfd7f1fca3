import { defineModel } from '@figment/core/plugin';

import { superResolutionConfig } from './config/super-resolution.ts';
import { createUpscalingNetwork } from './esrgan/network.ts';
import { reconstructionObjective } from './esrgan/objective.ts';
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
    const network = createUpscalingNetwork(key, config);
    return {
      modules: { network },
      objectives: [reconstructionObjective(network)],
      run: {
        /** Makes a picture larger, in tiles. */
        upscale: (input, options, call) => upscale(network, input, options, call),
      },
    };
  },
});
