import type { TrainEvent } from '@figment/core';
import { defineModel } from '@figment/core/plugin';
import { split } from '@figment/core/random';

import { Augmentation } from './augmentation/augmentation.ts';
import { configFromData } from './config/from-data.ts';
import { ganConfig } from './config/gan.ts';
import { classesOf, createDiscriminator, createGenerator } from './config/networks.ts';
import { labelledPictures } from './data/labelled-pictures.ts';
import { BalanceMonitor } from './health/monitor.ts';
import { balancePolicies } from './health/policies.ts';
import { adversarialLosses } from './losses/adversarial-losses.ts';
import { discriminatorObjective } from './objectives/discriminator.ts';
import { generatorObjective } from './objectives/generator.ts';
import { latentGame, type PictureBatch } from './objectives/latent-game.ts';
import { pathLengthTerm } from './objectives/path-length-term.ts';
import { takeStandingStatistics } from './objectives/standing-statistics.ts';
import { PathLengthRegularizer } from './regularizers/path-length.ts';
import { decode, decodeTask } from './tasks/decode.ts';
import { edit, editTask } from './tasks/edit.ts';
import { generate, generateTask } from './tasks/generate.ts';
import { interpolate, interpolateTask } from './tasks/interpolate.ts';
import { judge, judgeTask } from './tasks/judge.ts';
import { mixStyles, mixStylesTask, mixStylesUnavailable } from './tasks/mix-styles.ts';
import { project, projectTask } from './tasks/project.ts';
import { trainingDefaults } from './training-defaults.ts';

/** A generative adversarial network of pictures: of nothing, or of a class. */
export const gan = defineModel({
  id: 'figment/gan',
  title: 'Generative adversarial network',
  description: 'Two networks learn against each other: one makes pictures, the other tells them from real ones.',
  config: ganConfig,
  data: { fields: { image: 'image' }, alternatives: [{ image: 'image', label: 'label' }], config: configFromData },
  training: trainingDefaults,
  policies: balancePolicies,
  tasks: { generate: generateTask, interpolate: interpolateTask, judge: judgeTask, mixStyles: mixStylesTask, project: projectTask, decode: decodeTask, edit: editTask },
  shapes: ({ image: { size, channels } }) => ({ image: [size, size, channels] }),
  unavailable: ({ generator }) => (generator.kind === 'style' ? {} : { mixStyles: mixStylesUnavailable }),
  create(config, host) {
    const [forGenerator, forDiscriminator] = split(host.key, 2);
    const generator = createGenerator(config, forGenerator);
    const discriminator = createDiscriminator(config, forDiscriminator);
    const monitor = new BalanceMonitor({ thresholds: config.health });
    const augmentation = config.augmentation.kind === 'none' ? undefined : new Augmentation(config.augmentation);
    const pathLengths = config.pathLength > 0 ? new PathLengthRegularizer() : undefined;
    const game = latentGame({ generator, discriminator, loss: adversarialLosses[config.loss], monitor, augmentation });
    const { r1, r2, gradientPenalty, consistency, pathLength, penaltyEvery, discriminatorSteps, learningRateScale } = config;
    const { size, channels } = config.image;
    const classes = classesOf(config);
    const model = { generator, discriminator, imageShape: [size, size, channels] as const, classes };
    return {
      modules: { generator, discriminator, balance: monitor, ...(augmentation && { augmentation }), ...(pathLengths && { pathLengths }) },
      objectives: [
        discriminatorObjective(game, { r1, r2, gradientPenalty, consistency, penaltyEvery, repeats: discriminatorSteps, learningRateScale: learningRateScale.discriminator }),
        generatorObjective(game, {
          learningRateScale: learningRateScale.generator,
          further: pathLengths && [pathLengthTerm({ generator, regularizer: pathLengths, weight: pathLength, every: penaltyEvery })],
        }),
      ],
      dataset: (source) => labelledPictures(source, classes),
      calibrate: (batches: AsyncIterable<PictureBatch>, call) => takeStandingStatistics(generator, batches, call),
      observe: (event?: TrainEvent) => ({ balance: monitor.balance(event) }),
      run: {
        /** Makes new pictures. */
        generate: (_input, options, call) => generate(model, options, call),
        /** Walks from one made picture to another. */
        interpolate: (_input, options, call) => interpolate(model, options, call),
        /** What the discriminator thinks of pictures. */
        judge: (input, options) => judge(model, config.loss, input, options),
        /** Coarse styles of some pictures with fine ones of others. */
        mixStyles: (_input, options, call) => mixStyles(model, options, call),
        /** Finds the styles of a picture. */
        project: (input, options, call) => project(model, input, options, call),
        /** The picture of given styles. */
        decode: (input, options, call) => decode(model, input, options, call),
        /** Changes a picture along a direction. */
        edit: (input, options, call) => edit(model, input, options, call),
      },
    };
  },
});
