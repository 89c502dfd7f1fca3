import type { Tensor } from '@figment/core';
import { clip, div, mul, reshape } from '@figment/core/ops';
import { defineModel, type RunCall, task } from '@figment/core/plugin';
import type * as z from 'zod';

import { audioConfigFromData, audioDiffusionConfig } from './config/audio-diffusion.ts';
import { askedForBy } from './config/from-data.ts';
import { createDiffusion } from './create-diffusion.ts';
import { generateOne, generateOneOptions } from './tasks/generate-one.ts';
import { tokenizerDefinition } from './tokenizer.ts';
import { trainingDefaults } from './training-defaults.ts';

const generateTask = task({
  title: 'Generate',
  description: 'Makes a new sound out of noise.',
  input: {},
  options: generateOneOptions,
  output: 'audio',
});

/** A diffusion model of short sounds, sample by sample: of nothing, of a class, or of a caption. */
export const audioDiffusion = defineModel({
  id: 'figment/audio-diffusion',
  title: 'Diffusion model of sounds',
  description: 'Learns to take noise away from sounds, and so makes new ones.',
  config: audioDiffusionConfig,
  data: { fields: { audio: 'audio' }, alternatives: askedForBy({ audio: 'audio' }), config: audioConfigFromData },
  tokenizer: tokenizerDefinition,
  needsTokenizer: ({ condition }) => condition === 'text',
  training: { ...trainingDefaults, steps: 4000, batchSize: 16 },
  tasks: { generate: generateTask },
  shapes: ({ audio: { samples } }) => ({ audio: [samples] }),
  async create(config, host) {
    const { audio: { samples, rate }, fold, gain } = config;
    const shape = [samples / fold, fold];
    const space = {
      outer: [samples],
      encode: (values: Tensor) => reshape(mul(values, gain), [-1, ...shape]), // [B, T] -> [B, T / fold, fold]
      decode: (x: Tensor) => clip(div(reshape(x, [-1, samples]), gain), -1, 1),
    };
    const { model, ...instance } = await host.wait(createDiffusion(config, host, { shape, space, field: 'audio', kind: 'embedding' }));
    return {
      ...instance,
      run: {
        /** Makes a new sound. */
        generate: (_: object, options: z.output<typeof generateOneOptions>, call: RunCall) => generateOne(model, { values: (x) => reshape(space.decode(x), [samples]), wrap: (values) => ({ samples: values, rate }) }, options, call),
      },
    };
  },
});
