import { defineModel } from '@figment/core/plugin';

import { imageConfigFromData } from './config/from-data.ts';
import { imageShapeOf } from './config/image.ts';
import { latentSizeOf, vaeConfig } from './config/vae.ts';
import { elboObjective, type ImageBatch } from './gaussian/objective.ts';
import { decode, decodeTask } from './tasks/decode.ts';
import { detectAnomaly, detectAnomalyTask } from './tasks/detect-anomaly.ts';
import { encode, encodeTask } from './tasks/encode.ts';
import { generate, generateTask, generateUnavailable } from './tasks/generate.ts';
import { interpolate, interpolateTask } from './tasks/interpolate.ts';
import { reconstruct, reconstructTask } from './tasks/reconstruct.ts';
import { splice, spliceTask, spliceUnavailable } from './tasks/splice.ts';
import { trainingDefaults } from './training-defaults.ts';
import { VaeNetwork } from './vae-network.ts';

/** A convolutional variational autoencoder of pictures. */
export const vae = defineModel({
  id: 'figment/vae',
  title: 'Variational autoencoder',
  description: 'Learns to squeeze pictures into a few numbers and to rebuild them; between and beyond the pictures it knows lie new ones.',
  config: vaeConfig,
  data: { fields: { image: 'image' }, config: imageConfigFromData },
  training: trainingDefaults,
  tasks: {
    generate: generateTask,
    reconstruct: reconstructTask,
    interpolate: interpolateTask,
    splice: spliceTask,
    encode: encodeTask,
    decode: decodeTask,
    detectAnomaly: detectAnomalyTask,
  },
  shapes: ({ image, latent }) => ({ image: imageShapeOf(image), embedding: [latentSizeOf(latent, image.size)] }),
  unavailable: ({ latent }) => (typeof latent === 'number' ? { splice: spliceUnavailable } : { generate: generateUnavailable }),
  create(config, { key }) {
    const network = new VaeNetwork(key, config);
    return {
      modules: { vae: network },
      objectives: [elboObjective(network, config)],
      async calibrate(batches: AsyncIterable<ImageBatch>, call) {
        // Only who trains loads it.
        const { calibrate } = await import('./calibration/calibrate.ts');
        await calibrate(network, network, batches, call);
      },
      run: {
        /** Draws new pictures. */
        generate: (_input, options, call) => generate(network, { prior: network.prior!, axes: network.axes }, options, call),
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
