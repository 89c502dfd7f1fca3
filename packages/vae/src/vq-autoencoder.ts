import { defineModel } from '@figment/core/plugin';

import { placesOf } from './config/blocks.ts';
import { imageConfigFromData } from './config/from-data.ts';
import { imageShapeOf } from './config/image.ts';
import { vqAutoencoderConfig } from './config/vq-autoencoder.ts';
import { decode, decodeTask } from './tasks/decode.ts';
import { detokenize, detokenizeTask } from './tasks/detokenize.ts';
import { encode, encodeTask } from './tasks/encode.ts';
import { interpolate, interpolateTask } from './tasks/interpolate.ts';
import { reconstruct, reconstructTask } from './tasks/reconstruct.ts';
import { splice, spliceTask } from './tasks/splice.ts';
import { tokenize, tokenizeTask } from './tasks/tokenize.ts';
import { trainingDefaults } from './training-defaults.ts';
import { VqBlockNetwork } from './vq/block-network.ts';
import { quantizationObjective } from './vq/objective.ts';

/** The quantised autoencoder of latent diffusion, in the shape of diffusers' `VQModel`; it reads and writes such weights. */
export const vqAutoencoder = defineModel({
  id: 'figment/vq-autoencoder',
  title: 'VQ autoencoder',
  description: 'The quantised autoencoder of latent diffusion: like the KL autoencoder, but its latent pictures are made of codes.',
  config: vqAutoencoderConfig,
  data: { fields: { image: 'image' }, config: imageConfigFromData },
  training: { ...trainingDefaults, learningRate: 5e-4 },
  tasks: {
    reconstruct: reconstructTask,
    interpolate: interpolateTask,
    splice: spliceTask,
    tokenize: tokenizeTask,
    detokenize: detokenizeTask,
    encode: encodeTask,
    decode: decodeTask,
  },
  shapes: (config) => ({ image: imageShapeOf(config.image), tokens: [placesOf(config)], embedding: [placesOf(config) * config.codeChannels] }),
  create(config, { key }) {
    const network = new VqBlockNetwork(key, config);
    return {
      modules: { autoencoder: network },
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
