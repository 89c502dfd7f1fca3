import { FigmentError, type HostArray, type Tensor } from '@figment/core';
import type { Dataset } from '@figment/core/data';
import { defineModel, type RunCall } from '@figment/core/plugin';

import { diffusionConfig } from './config/diffusion.ts';
import { configFromData } from './config/from-data.ts';
import { lossWeightFrom, timesFrom } from './config/settings.ts';
import { assemble } from './network/assemble.ts';
import { pixelSpace } from './network/pixel-space.ts';
import { diffusionData } from './objective/dataset.ts';
import { diffusionObjective } from './objective/diffusion-objective.ts';
import { LossProfile } from './objective/loss-profile.ts';
import { conditionsOf } from './tasks/conditions.ts';
import { pictureRuns } from './tasks/picture-runs.ts';
import { captionTasks, needsCaptions, pictureTasks } from './tasks/picture-tasks.ts';
import { madeSmall, upscale, type UpscaleOptions, upscaleTask } from './tasks/upscale.ts';
import { tokenizerDefinition } from './tokenizer.ts';
import { trainingDefaults } from './training-defaults.ts';

/** A diffusion model of pictures, pixel by pixel: of nothing, of a class, or of a caption. */
export const diffusion = defineModel({
  id: 'figment/diffusion',
  title: 'Diffusion model',
  description: 'Learns to take noise away from pictures, and so makes new ones out of nothing but noise.',
  config: diffusionConfig,
  data: { fields: { image: 'image' }, alternatives: [{ image: 'image', label: 'label' }, { image: 'image', text: 'text' }], config: configFromData },
  tokenizer: tokenizerDefinition,
  training: trainingDefaults,
  tasks: { ...pictureTasks, upscale: upscaleTask },
  shapes: ({ image: { size, channels }, upscale: factor }) => (factor === 1 ? { image: [size, size, channels], mask: [size, size, 1], embedding: [size * size * channels] } : {}),
  unavailable({ condition, upscale: factor }) {
    if (factor > 1) return Object.fromEntries(Object.keys(pictureTasks).map((name) => [name, 'it was made to enlarge pictures; configure upscale as 1 for anything else.']));
    return { upscale: 'it was not made to enlarge pictures; configure upscale as 2 or 4, and train it.', ...(condition !== 'text' && Object.fromEntries(captionTasks.map((name) => [name, needsCaptions]))) };
  },
  async create(config, host) {
    const { image: { size, channels }, upscale: factor, condition, classes, conditionDropout } = config;
    const shape = [size, size, channels];
    const { network, reader } = await host.wait(assemble(config, shape, factor > 1 ? channels : 0, host));
    const space = pixelSpace(shape);
    const profile = config.times.distribution === 'importance' ? new LossProfile() : undefined;
    const model = { diffuser: network, space: () => space, conditions: conditionsOf(network, reader), contributions: host.contributions };
    return {
      modules: { diffusion: network, ...(profile !== undefined && { lossProfile: profile }) },
      objectives: [diffusionObjective(network, {
        times: timesFrom(config.times),
        weight: lossWeightFrom(config.loss),
        conditionDropout,
        profile,
        encode: (pixels) => space.encode(pixels),
        ...(factor > 1 && { small: (clean: Tensor) => madeSmall(clean, factor) }),
      })],
      dataset: (source: Dataset<Record<string, unknown>>) => diffusionData(source, {
        field: 'image',
        kind: 'image',
        ...(condition === 'class' && { classes }),
        ...(condition === 'text' && { reader: reader ?? noReader() }),
        sample: (values) => values as HostArray,
      }),
      run: {
        ...pictureRuns(model),
        /** Makes a large picture of a small one. */
        upscale: (input: { readonly image: Tensor }, options: UpscaleOptions, call: RunCall) => upscale(model, factor, input, options, call),
      },
    };
  },
});

function noReader(): never {
  throw new FigmentError('TOKENIZER_MISSING', 'a model that reads captions can learn from them only with its tokenizer: hand it one with createModel(…, { tokenizer }).');
}
