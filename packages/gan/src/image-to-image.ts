import type { TrainEvent } from '@figment/core';
import { defineModel } from '@figment/core/plugin';
import { signed } from '@figment/core/ops';
import { split } from '@figment/core/random';

import { configFromPairs, imageToImageConfig } from './config/image-to-image.ts';
import { createPatchDiscriminator, createUNet } from './config/translation.ts';
import { picturePairs } from './data/picture-pairs.ts';
import { BalanceMonitor } from './health/monitor.ts';
import { balancePolicies } from './health/policies.ts';
import { pairedGame, targetTerm } from './image-to-image/paired-game.ts';
import { sourceChannels, sourceOfInput } from './image-to-image/sources.ts';
import { adversarialLosses } from './losses/adversarial-losses.ts';
import { Pass } from './networks/pass.ts';
import { discriminatorObjective } from './objectives/discriminator.ts';
import { generatorObjective } from './objectives/generator.ts';
import { translate, translateTask } from './tasks/translate.ts';

/** Pictures of pictures, learnt from pairs: pix2pix. */
export const imageToImage = defineModel({
  id: 'figment/image-to-image',
  title: 'Image to image',
  description: 'Learns from pairs to make one picture of another: grey to colour, a drawing to a picture, or what your own pairs show (pix2pix).',
  config: imageToImageConfig,
  data: { fields: { image: 'image' }, alternatives: [{ image: 'image', target: 'image' }], config: configFromPairs },
  training: { steps: 1600, batchSize: 32, optimizer: 'adam', learningRate: 4e-4, betas: [0.5, 0.99], weightDecay: 0, ema: 0.998, schedule: 'levelThenLinear', augment: { flip: 0.5, permuteChannels: 0 } },
  policies: balancePolicies,
  tasks: { translate: translateTask },
  shapes: ({ image: { size, channels } }) => ({ image: [size, size, channels] }),
  create(config, host) {
    const { input, image: { channels }, loss, adversarial, l1, r1, penaltyEvery, learningRateScale } = config;
    const [forGenerator, forDiscriminator] = split(host.key, 2);
    const shown = sourceChannels(input, channels);
    const generator = createUNet(forGenerator, config.generator, { from: shown, to: channels, residual: input === 'gray' });
    const discriminator = createPatchDiscriminator(forDiscriminator, config.discriminator, shown + channels);
    const monitor = new BalanceMonitor({ thresholds: config.health });
    const game = pairedGame({ generator, discriminator, input, loss: adversarialLosses[loss], monitor });
    return {
      modules: { generator, discriminator, balance: monitor },
      objectives: [
        discriminatorObjective(game, { r1, penaltyEvery, learningRateScale: learningRateScale.discriminator }),
        generatorObjective(game, { weight: adversarial, learningRateScale: learningRateScale.generator, further: [targetTerm(input, l1)] }),
      ],
      dataset: (source) => picturePairs(source, input),
      observe: (event?: TrainEvent) => ({ balance: monitor.balance(event) }),
      run: {
        /** Makes of a picture what it has learnt to make of such. */
        translate: (given, { drawing }) => translate({
          ...(input !== 'pairs' && { source: (pictures) => sourceOfInput(input, pictures, { isDrawing: drawing }) }),
          through: (source) => generator.forward(signed(source), new Pass({ training: false })),
        }, given),
      },
    };
  },
});
