import type { Tensor } from '@figment/core';
import { defineModel, type RunCall } from '@figment/core/plugin';

import { diffusionConfig } from './config/diffusion.ts';
import { askedForBy, pixelConfigFromData } from './config/from-data.ts';
import { predictionOf } from './config/process.ts';
import { createDiffusion } from './create-diffusion.ts';
import { pixelSpace } from './network/pixel-space.ts';
import { pictureRuns } from './tasks/picture-runs.ts';
import { captionTasks, needsCaptions, pictureTasks, usualOptions } from './tasks/picture-tasks.ts';
import { madeSmall, upscale, type UpscaleOptions, upscaleTask } from './tasks/upscale.ts';
import { tokenizerDefinition } from './tokenizer.ts';
import { trainingDefaults } from './training-defaults.ts';

/** A diffusion model of pictures, pixel by pixel: of nothing, of a class, or of a caption. */
export const diffusion = defineModel({
  id: 'figment/diffusion',
  title: 'Diffusion model',
  description: 'Learns to take noise away from pictures, and so makes new ones out of nothing but noise.',
  config: diffusionConfig,
  data: { fields: { image: 'image' }, alternatives: askedForBy({ image: 'image' }), config: pixelConfigFromData },
  tokenizer: tokenizerDefinition,
  needsTokenizer: ({ condition }) => condition === 'text',
  training: { ...trainingDefaults, batchSize: 64, learningRate: 2e-3 },
  tasks: { ...pictureTasks, upscale: upscaleTask },
  shapes: ({ image: { size, channels }, upscale: factor }) => (factor === 1 ? { image: [size, size, channels], mask: [size, size, 1], embedding: [size * size * channels] } : {}),
  defaults: ({ generation }) => usualOptions(generation),
  unavailable({ condition, upscale: factor }) {
    if (factor > 1) return Object.fromEntries(Object.keys(pictureTasks).map((name) => [name, 'it was made to enlarge pictures; configure upscale as 1 for anything else.']));
    return { upscale: 'it was not made to enlarge pictures; configure upscale as 2 or 4, and train it.', ...(condition !== 'text' && Object.fromEntries(captionTasks.map((name) => [name, needsCaptions]))) };
  },
  async create(config, host) {
    const { image: { size, channels }, upscale: factor } = config;
    const shape = [size, size, channels];
    const prediction = predictionOf(config, true);
    // An error of a clean picture counts the more the less noise there is, as that of a direction does by itself: else details stay blurred.
    const weight = config.loss.weight ?? (prediction === 'sample' ? 'edm' : 'uniform');
    const { model, ...instance } = await host.wait(createDiffusion({ ...config, prediction, loss: { ...config.loss, weight } }, host, {
      shape,
      space: pixelSpace(shape),
      field: 'image',
      kind: 'image',
      ...(factor > 1 && { small: (clean: Tensor) => madeSmall(clean, factor) }),
    }));
    return {
      ...instance,
      run: {
        ...pictureRuns(model),
        /** Makes a large picture of a small one. */
        upscale: (input: { readonly image: Tensor }, options: UpscaleOptions, call: RunCall) => upscale(model, factor, input, options, call),
      },
    };
  },
});
