import type { TrainEvent } from '@figment/core';
import { defineModel, task } from '@figment/core/plugin';
import { signed } from '@figment/core/ops';
import { split } from '@figment/core/random';
import * as z from 'zod';

import { createPatchDiscriminator, imageFromData } from './config/translation.ts';
import { unpairedImageToImageConfig } from './config/unpaired-image-to-image.ts';
import { unpairedPictures } from './data/unpaired-pictures.ts';
import { BalanceMonitor } from './health/monitor.ts';
import { balancePolicies } from './health/policies.ts';
import { adversarialLosses } from './losses/adversarial-losses.ts';
import { Pass } from './networks/pass.ts';
import { discriminatorObjective } from './objectives/discriminator.ts';
import { PictureHistory } from './objectives/picture-history.ts';
import { translate } from './tasks/translate.ts';
import { bothBalances } from './unpaired/both-balances.ts';
import { cycleObjective, directionOf } from './unpaired/cycle.ts';
import { createTranslator } from './unpaired/translator.ts';

const translateTask = task({ title: 'Translate', description: 'Makes of a picture of the first kind one of the second.', input: { input: 'image' }, options: z.object({}), output: 'image' });

const translateBackTask = task({ title: 'Translate back', description: 'Makes of a picture of the second kind one of the first.', input: { input: 'image' }, options: z.object({}), output: 'image' });

/** What the objectives of the second direction are called. */
const backwardDiscriminator = 'discriminatorBackward';

/** Pictures of another kind, learnt from two heaps of pictures: CycleGAN. */
export const unpairedImageToImage = defineModel({
  id: 'figment/unpaired-image-to-image',
  title: 'Image to image without pairs',
  description: 'Learns from two kinds of pictures, of which none belongs to another, to turn one kind into the other and back (CycleGAN).',
  config: unpairedImageToImageConfig,
  data: { fields: { image: 'image', other: 'image' }, alternatives: [{ image: 'image', target: 'image' }], config: imageFromData },
  training: { steps: 4000, batchSize: 8, optimizer: 'adam', learningRate: 4e-4, betas: [0.5, 0.999], weightDecay: 0, schedule: 'cosine', augment: { flip: 0.5, permuteChannels: 0 } },
  policies: balancePolicies,
  tasks: { translate: translateTask, translateBack: translateBackTask },
  shapes: ({ image: { size, channels } }) => ({ image: [size, size, channels] }),
  create(config, host) {
    const { image: { size, channels }, adversarial, cycle, identity, history, r1, penaltyEvery, learningRateScale } = config;
    const [forForward, forBackward, forJudge, forBackwardJudge] = split(host.key, 4);
    const loss = adversarialLosses[config.loss];
    const monitor = new BalanceMonitor({ thresholds: config.health });
    const backwardMonitor = new BalanceMonitor({ thresholds: config.health, objectives: { discriminator: backwardDiscriminator, generator: 'generator' } });
    const [remembered, backwardRemembered] = [1, 2].map(() => (history === 0 ? undefined : new PictureHistory(history, [size, size, channels])));
    const forward = directionOf({
      from: 'image', to: 'other', loss, monitor, history: remembered,
      translator: createTranslator(forForward, config), discriminator: createPatchDiscriminator(forJudge, config.discriminator, channels),
    });
    const backward = directionOf({
      from: 'other', to: 'image', loss, monitor: backwardMonitor, history: backwardRemembered,
      translator: createTranslator(forBackward, config), discriminator: createPatchDiscriminator(forBackwardJudge, config.discriminator, channels),
    });
    const holding = { r1, penaltyEvery, learningRateScale: learningRateScale.discriminator };
    return {
      modules: {
        forward: forward.translator, backward: backward.translator, discriminator: forward.game.discriminator, [backwardDiscriminator]: backward.game.discriminator,
        balance: monitor, balanceBackward: backwardMonitor,
        ...(remembered && { history: remembered }), ...(backwardRemembered && { historyBackward: backwardRemembered }),
      },
      objectives: [
        discriminatorObjective(forward.game, holding),
        discriminatorObjective(backward.game, { ...holding, name: backwardDiscriminator }),
        cycleObjective(forward, backward, { adversarial, cycle, identity, learningRateScale: learningRateScale.generator }),
      ],
      dataset: (source) => unpairedPictures(source),
      observe: (event?: TrainEvent) => bothBalances(monitor.balance(event), backwardMonitor.balance(event)),
      run: {
        /** From the first kind to the second. */
        translate: (input) => translate({ through: (pictures) => forward.translator.forward(signed(pictures), new Pass({ training: false })) }, input),
        /** From the second kind to the first. */
        translateBack: (input) => translate({ through: (pictures) => backward.translator.forward(signed(pictures), new Pass({ training: false })) }, input),
      },
    };
  },
});
