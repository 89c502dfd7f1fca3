import type { Buffer, Tensor } from '@figment/core';
import { add, mul } from '@figment/core/ops';
import { foldIn, split } from '@figment/core/random';
import type { Objective } from '@figment/core/training';

import { consistencyPenalty } from '../regularizers/consistency.ts';
import { between, oneCenteredPenalty, zeroCenteredPenalty } from '../regularizers/gradient-penalty.ts';
import { penaltyAdvice } from './advice.ts';
import { type Game, makePicturesWithoutGradient, passesFor, show } from './game.ts';
import { judge, judgeAlongSlope } from './judge.ts';

/** What keeps a discriminator in bounds, and how often it learns. Weights of 0 are off. */
export interface DiscriminatorOptions {
  /** 'discriminator'. */
  readonly name?: string | undefined;
  /** gamma of R1: of squared gradients at real pictures, halved. */
  readonly r1?: number | undefined;
  /** gamma of R2: the same at made ones. */
  readonly r2?: number | undefined;
  /** lambda of WGAN-GP: of gradients between both that are not of norm 1. */
  readonly gradientPenalty?: number | undefined;
  /** Of logits that change when pictures are moved or mirrored. */
  readonly consistency?: number | undefined;
  /** R1, R2 and the gradient penalty are taken at every n-th step only, n times as strong (1). Karras et al. 2020, arXiv:1912.04958, section 3. */
  readonly penaltyEvery?: number | undefined;
  /** Updates a step (1). */
  readonly repeats?: number | undefined;
  /** Multiplies the learning rate (1). Two time scales: Heusel et al. 2017, arXiv:1706.08500. */
  readonly learningRateScale?: number | undefined;
}

/** To tell real pictures from made ones. */
export function discriminatorObjective<Batch>(game: Game<Batch>, options: DiscriminatorOptions = {}): Objective<Batch> {
  const { name = 'discriminator', r1 = 0, r2 = 0, gradientPenalty = 0, consistency = 0, penaltyEvery = 1, repeats, learningRateScale } = options;
  const { discriminator, loss, augmentation, monitor } = game;
  return {
    name,
    repeats,
    learningRateScale,
    parameters: () => discriminator.namedParameters(),
    loss(batch, { key, step, evaluation = false }) {
      const training = !evaluation;
      const [forMaking, forReal, forMade, forJudging, forMixing, forConsistency] = split(key, 6);
      const forHistory = foldIn(forMaking, 2); // not split off, so that games without a history draw what they always drew
      const real = game.real(batch);
      const { made, updates: ofGenerator } = makePicturesWithoutGradient(game, batch, { key: forMaking, training });
      const remembered = training ? game.history?.exchange(made.pictures, forHistory) : undefined;
      const exhibited = remembered === undefined ? made : { ...made, pictures: remembered.shown };
      const [seenReal, seenMade] = [show(game, real, forReal), show(game, exhibited, forMade)];
      const due = training && step % penaltyEvery === 0;
      const passes = passesFor(forJudging, training);
      const penalties: Record<string, Tensor> = {};

      const ofReal = judge(discriminator, seenReal, real.labels, passes.real, { slope: due && r1 > 0 });
      const ofMade = judge(discriminator, seenMade, made.labels, passes.made, { slope: due && r2 > 0 });
      if (ofReal.gradients !== undefined) penalties['r1'] = mul(zeroCenteredPenalty(ofReal.gradients), r1);
      if (ofMade.gradients !== undefined) penalties['r2'] = mul(zeroCenteredPenalty(ofMade.gradients), r2);
      let pass = passes.made;
      if (due && gradientPenalty > 0) {
        pass = pass.then(forMixing);
        const { gradients } = judgeAlongSlope(discriminator, between(seenReal, seenMade, forMixing), real.labels, pass);
        penalties['gradientPenalty'] = mul(oneCenteredPenalty(gradients), gradientPenalty);
      }
      let total = loss.discriminator(ofReal.logits, ofMade.logits);
      for (const penalty of Object.values(penalties)) total = add(total, mul(penalty, penaltyEvery));
      if (training && consistency > 0) {
        pass = pass.then(forConsistency);
        const seen = [{ seen: seenReal, labels: real.labels, logits: ofReal.logits }, { seen: seenMade, labels: made.labels, logits: ofMade.logits }];
        penalties['consistency'] = mul(consistencyPenalty(discriminator, seen, { key: forConsistency, pass }), consistency);
        total = add(total, penalties['consistency']);
      }

      const updates: (readonly [Buffer, Tensor])[] = [...ofGenerator, ...(remembered?.updates ?? []), ...pass.updates];
      const watched = monitor?.watch({ real: { ...real, ...ofReal }, made: { ...exhibited, ...ofMade }, boundary: loss.boundary });
      if (training && augmentation !== undefined) updates.push(...augmentation.adapt(ofReal.logits, ofMade.logits, loss.boundary));
      if (training && watched !== undefined) updates.push(...watched.updates);
      return { loss: total, metrics: { ...watched?.metrics, ...augmentation?.metrics, ...penalties }, updates };
    },
    advice: penaltyAdvice({ r1, r2, gradientPenalty, consistency }),
  };
}
