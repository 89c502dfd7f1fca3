import { defineModel } from '@figment/core/plugin';

import { placesOf } from './config/blocks.ts';
import { imageConfigFromData } from './config/from-data.ts';
import { imageShapeOf } from './config/image.ts';
import { klAutoencoderConfig } from './config/kl-autoencoder.ts';
import { elboObjective, type ImageBatch } from './gaussian/objective.ts';
import { KlNetwork } from './kl/network.ts';
import { decode, decodeTask } from './tasks/decode.ts';
import { detectAnomaly, detectAnomalyTask } from './tasks/detect-anomaly.ts';
import { encode, encodeTask } from './tasks/encode.ts';
import { interpolate, interpolateTask } from './tasks/interpolate.ts';
import { reconstruct, reconstructTask } from './tasks/reconstruct.ts';
import { splice, spliceTask } from './tasks/splice.ts';
import { trainingDefaults } from './training-defaults.ts';

/** The autoencoder of latent diffusion, in the shape of diffusers' `AutoencoderKL`; it reads and writes such weights. */
export const klAutoencoder = defineModel({
  id: 'figment/kl-autoencoder',
  title: 'KL autoencoder',
  description: 'The autoencoder of latent diffusion: squeezes pictures into smaller latent pictures, in which a diffusion model can work.',
  config: klAutoencoderConfig,
  data: { fields: { image: 'image' }, config: imageConfigFromData },
  training: { ...trainingDefaults, learningRate: 5e-4 },
  tasks: {
    reconstruct: reconstructTask,
    interpolate: interpolateTask,
    splice: spliceTask,
    encode: encodeTask,
    decode: decodeTask,
    detectAnomaly: detectAnomalyTask,
  },
  shapes: (config) => ({ image: imageShapeOf(config.image), embedding: [placesOf(config) * config.latentChannels] }),
  create(config, { key }) {
    const network = new KlNetwork(key, config);
    return {
      modules: { autoencoder: network },
      objectives: [elboObjective(network, config)],
      async calibrate(batches: AsyncIterable<ImageBatch>, call) {
        // Only who trains loads it.
        const { calibrate } = await import('./calibration/calibrate.ts');
        await calibrate(network, network, batches, call);
      },
      run: {
        /** Rebuilds pictures from their latents. */
        reconstruct: (input) => reconstruct(network, input),
        /** Walks from one picture to another. */
        interpolate: (input, options, call) => interpolate(network, input, options, call),
        /** Joins the latents of two pictures: half of one, half of the other. */
        splice: (input, options) => splice(network, input, options),
        /** Pictures as latents. */
        encode: (input) => encode(network, input),
        /** Latents as pictures. */
        decode: (input) => decode(network, input),
        /** Tells how odd a picture is among those it was trained on. */
        detectAnomaly: (input, options, call) => detectAnomaly(network, network.scores, input, options, call),
      },
    };
  },
});
