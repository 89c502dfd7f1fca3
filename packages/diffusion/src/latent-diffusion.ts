import { FigmentError, type HostArray } from '@figment/core';
import type { Dataset } from '@figment/core/data';
import { type DatasetCall, defineModel } from '@figment/core/plugin';

import { askedForBy, configFromData } from './config/from-data.ts';
import { latentDiffusionConfig } from './config/latent-diffusion.ts';
import { lossWeightFrom, timesFrom } from './config/settings.ts';
import { LatentEncoder } from './latent/latent-data.ts';
import { latentSpace } from './latent/latent-space.ts';
import { LatentStatistics } from './latent/latent-statistics.ts';
import { autoencoderOf } from './latent/parts.ts';
import { assemble } from './network/assemble.ts';
import { checkReader, diffusionData } from './objective/dataset.ts';
import { diffusionObjective } from './objective/diffusion-objective.ts';
import { LossProfile } from './objective/loss-profile.ts';
import { choicesOf } from './tasks/choices.ts';
import { conditionsOf } from './tasks/conditions.ts';
import type { DiffusionModel } from './tasks/model.ts';
import { pictureRuns } from './tasks/picture-runs.ts';
import { captionTasks, needsCaptions, pictureTasks, usualOptions } from './tasks/picture-tasks.ts';
import { tokenizerDefinition } from './tokenizer.ts';
import { trainingDefaults } from './training-defaults.ts';

/** A diffusion model of the latents of an autoencoder, which is given as the part `autoencoder`. Rombach et al. 2022, arXiv:2112.10752. */
export const latentDiffusion = defineModel({
  id: 'figment/latent-diffusion',
  title: 'Latent diffusion model',
  description: 'Learns to make the small latent pictures of an autoencoder out of noise, which the autoencoder then turns into pictures.',
  config: latentDiffusionConfig,
  data: { fields: { image: 'image' }, alternatives: askedForBy({ image: 'image' }), config: configFromData },
  tokenizer: tokenizerDefinition,
  needsTokenizer: ({ condition }) => condition === 'text',
  parts: { autoencoder: 'a model whose latent pictures it learns, such as models/vae-emoji' },
  training: { ...trainingDefaults, batchSize: 128, warmupSteps: 100 },
  tasks: pictureTasks,
  shapes: ({ image: { size, channels }, latent }) => ({ image: [size, size, channels], mask: [size, size, 1], embedding: [latent.size ** 2 * latent.channels] }),
  defaults: ({ generation }) => usualOptions(generation),
  unavailable: ({ condition }) => (condition === 'text' ? {} : Object.fromEntries(captionTasks.map((name) => [name, needsCaptions]))),
  async create(config, host) {
    const { image, latent, condition, classes, conditionDropout } = config;
    const shape = [latent.size, latent.size, latent.channels];
    const part = host.parts['autoencoder'];
    // As a part of a composite it works without: the composite has the autoencoder.
    const autoencoder = part === undefined ? undefined : autoencoderOf(part);
    if (autoencoder !== undefined && String(autoencoder.latentShape) !== String(shape)) {
      throw new FigmentError('CONFIG_INVALID', `config.latent must be that of parts.autoencoder, whose latents have the shape [${autoencoder.latentShape.join(', ')}], got [${shape.join(', ')}].`);
    }
    const { network, reader } = await host.wait(assemble(config, shape, 0, host));
    const statistics = new LatentStatistics(latent.channels, autoencoder?.scale);
    const profile = config.times.distribution === 'importance' ? new LossProfile() : undefined;
    const space = autoencoder && latentSpace([image.size, image.size, image.channels], autoencoder, statistics);
    const needed = <T>(value: T | undefined): T => {
      if (value !== undefined) return value;
      throw new FigmentError('TASK_UNAVAILABLE', 'figment/latent-diffusion must be given its autoencoder to see or make pictures: createModel(…, { parts: { autoencoder } }), or open the composite figment/text-to-image.');
    };
    const model: DiffusionModel = { diffuser: network, space: () => needed(space), conditions: conditionsOf(network, reader), contributions: host.contributions, usual: config.generation };
    return {
      modules: { diffusion: network, latents: statistics, ...(profile !== undefined && { lossProfile: profile }) },
      objectives: [diffusionObjective(network, { times: timesFrom(config.times), weight: lossWeightFrom(config.loss), conditionDropout, profile, encode: (latents) => latents })],
      async dataset(source: Dataset<Record<string, unknown>>, { signal }: DatasetCall) {
        const encoder = new LatentEncoder(needed(autoencoder));
        await encoder.prepare(source, statistics, signal);
        checkReader(config, reader);
        return diffusionData(source, { field: 'image', kind: 'embedding', ...(condition === 'class' && { classes }), reader, sample: (images) => encoder.normalized(images as HostArray) });
      },
      choices: () => choicesOf(model),
      run: pictureRuns(model),
    };
  },
});
