import { reshape } from '@figment/core/ops';
import { defineModel, type RunCall, task } from '@figment/core/plugin';
import type * as z from 'zod';

import { videoConfigFromData, videoDiffusionConfig } from './config/video-diffusion.ts';
import { askedForBy } from './config/from-data.ts';
import { createDiffusion } from './create-diffusion.ts';
import { pixelSpace } from './network/pixel-space.ts';
import { generateOne, generateOneOptions } from './tasks/generate-one.ts';
import { tokenizerDefinition } from './tokenizer.ts';
import { trainingDefaults } from './training-defaults.ts';

const generateTask = task({
  title: 'Generate',
  description: 'Makes a new clip out of noise.',
  input: {},
  options: generateOneOptions,
  output: 'video',
});

/** A diffusion model of short clips, frame by frame and through time: of nothing, of a class, or of a caption. */
export const videoDiffusion = defineModel({
  id: 'figment/video-diffusion',
  title: 'Diffusion model of clips',
  description: 'Learns to take noise away from short clips, and so makes new ones.',
  config: videoDiffusionConfig,
  data: { fields: { video: 'video' }, alternatives: askedForBy({ video: 'video' }), config: videoConfigFromData },
  tokenizer: tokenizerDefinition,
  needsTokenizer: ({ condition }) => condition === 'text',
  training: { ...trainingDefaults, steps: 4000, batchSize: 8 },
  tasks: { generate: generateTask },
  shapes: ({ video: { frames, size, channels } }) => ({ video: [frames, size, size, channels] }),
  async create(config, host) {
    const { video: { frames, size, channels } } = config;
    const shape = [frames, size, size, channels];
    const space = pixelSpace(shape);
    const { model, ...instance } = await host.wait(createDiffusion(config, host, { shape, space, field: 'video', kind: 'video' }));
    return {
      ...instance,
      run: {
        /** Makes a new clip. */
        generate: (_: object, options: z.output<typeof generateOneOptions>, call: RunCall) => generateOne(model, { values: (x) => reshape(space.decode(x), shape), wrap: (values) => values }, options, call),
      },
    };
  },
});
