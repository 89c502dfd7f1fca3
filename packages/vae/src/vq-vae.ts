import { defineModel } from '@figment/core/plugin';

import { imageConfigFromData } from './config/from-data.ts';
import { imageShapeOf } from './config/image.ts';
import { vqVaeConfig } from './config/vq-vae.ts';
import { decode, decodeTask } from './tasks/decode.ts';
import { detokenize, detokenizeTask } from './tasks/detokenize.ts';
import { encode, encodeTask } from './tasks/encode.ts';
import { interpolate, interpolateTask } from './tasks/interpolate.ts';
import { reconstruct, reconstructTask } from './tasks/reconstruct.ts';
import { splice, spliceTask } from './tasks/splice.ts';
import { tokenize, tokenizeTask } from './tasks/tokenize.ts';
import { trainingDefaults } from './training-defaults.ts';
import { VqVaeNetwork } from './vq/network.ts';
import { quantizationObjective } from './vq/objective.ts';

/** A convolutional VQ-VAE of pictures: a codebook is the alphabet in which it writes them. */
export const vqVae = defineModel({
  id: 'figment/vq-vae',
  title: 'VQ-VAE',
  description: 'Learns an alphabet of codes and to write pictures in it: a picture becomes a row of numbers, which a language model can learn.',
  config: vqVaeConfig,
  data: { fields: { image: 'image' }, config: imageConfigFromData },
  training: trainingDefaults,
  tasks: {
    reconstruct: reconstructTask,
    interpolate: interpolateTask,
    splice: spliceTask,
    tokenize: tokenizeTask,
    detokenize: detokenizeTask,
    encode: encodeTask,
    decode: decodeTask,
  },
  shapes({ image, latent }) {
    const places = (image.size / latent.downsample) ** 2;
    return { image: imageShapeOf(image), tokens: [places], embedding: [places * latent.channels] };
  },
  create(config, { key }) {
    const network = new VqVaeNetwork(key, config);
    return {
      modules: { vqVae: network },
      objectives: [quantizationObjective(network, config.codebook)],
      run: {
        /** Rebuilds pictures from their latents. */
        reconstruct: (input) => reconstruct(network, input),
        /** Walks from one picture to another. */
        interpolate: (input, options, call) => interpolate(network, input, options, call),
        /** Joins the latents of two pictures: half of one, half of the other. */
        splice: (input, options) => splice(network, input, options),
        /** Pictures as ids of codes. */
        tokenize: (input) => tokenize(network, input),
        /** Ids of codes as pictures. */
        detokenize: (input, _options, call) => detokenize(network, input, call),
        /** Pictures as latents. */
        encode: (input) => encode(network, input),
        /** Latents as pictures. */
        decode: (input) => decode(network, input),
      },
    };
  },
});
