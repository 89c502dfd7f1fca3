import type { Tensor } from '@figment/core';
import { add, mul, signed } from '@figment/core/ops';
import { foldIn, split } from '@figment/core/random';
import type { Objective } from '@figment/core/training';

import { distance } from '../image-to-image/similarity.ts';
import { type Game, makePictures } from '../objectives/game.ts';
import { foolingLoss } from '../objectives/generator.ts';
import type { Translator } from './translator.ts';

/** Pictures of two kinds, of which none belongs to another. */
export interface UnpairedBatch {
  /** [B, H, W, C] in [0, 1]. */
  readonly image: Tensor;
  /** Of the other kind: [B, H, W, C] in [0, 1]. */
  readonly other: Tensor;
}

/** From one kind to the other. */
export interface Direction {
  readonly translator: Translator;
  readonly game: Game<UnpairedBatch>;
}

/** Options of {@link directionOf}. */
export interface DirectionOptions extends Omit<Game<UnpairedBatch>, 'parameters' | 'real' | 'make'> {
  readonly translator: Translator;
  readonly from: keyof UnpairedBatch;
  readonly to: keyof UnpairedBatch;
}

/** The game of one direction: pictures of one kind that are translated, against real ones of the other. */
export function directionOf({ translator, from, to, ...rest }: DirectionOptions): Direction {
  return {
    translator,
    game: {
      ...rest,
      parameters: () => translator.namedParameters(),
      real: (batch) => ({ pictures: signed(batch[to]) }),
      make: (batch, { pass }) => ({ pictures: translator.forward(signed(batch[from]), pass) }),
    },
  };
}

/** Weights of what translators are asked for. */
export interface CycleWeights {
  readonly adversarial: number;
  readonly cycle: number;
  readonly identity: number;
  readonly learningRateScale: number;
}

/**
 * Both translators at once: each has to fool its discriminator, to undo the other, and to leave alone what is of its kind already. Zhu et al.
 * 2017, "Unpaired image-to-image translation using cycle-consistent adversarial networks", arXiv:1703.10593, eq. 3; identity: section 5.2.
 */
export function cycleObjective(forward: Direction, backward: Direction, { adversarial, cycle, identity, learningRateScale }: CycleWeights): Objective<UnpairedBatch> {
  return {
    name: 'generator',
    learningRateScale,
    *parameters() {
      for (const [name, parameter] of forward.translator.namedParameters()) yield [`forward.${name}`, parameter];
      for (const [name, parameter] of backward.translator.namedParameters()) yield [`backward.${name}`, parameter];
    },
    loss(batch, { key, evaluation = false }) {
      const training = !evaluation;
      const ways = [{ way: forward, inverse: backward, start: signed(batch.image), end: signed(batch.other) }, { way: backward, inverse: forward, start: signed(batch.other), end: signed(batch.image) }];
      const terms = ways.map(({ way, inverse, start, end }, place) => {
        const [forMaking, forJudging, forReturn, forIdentity] = split(foldIn(key, place), 4);
        const { made, pass } = makePictures(way.game, batch, { key: forMaking, training });
        const fooling = foolingLoss(way.game, batch, made, { key: forJudging, training });
        const returning = pass.then(forReturn);
        const cycled = distance(inverse.translator.forward(made.pictures, returning), start); // |F(G(x)) - x|, eq. 2
        const last = returning.then(forIdentity);
        const same = identity === 0 ? undefined : distance(way.translator.forward(end, last), end); // |G(y) - y|
        return { fooling: fooling.loss, cycled, same, updates: [...last.updates, ...fooling.updates] };
      });
      const [there, back] = terms as [(typeof terms)[number], (typeof terms)[number]];
      const both = (a: Tensor, b: Tensor, weight: number): Tensor => mul(add(a, b), weight);
      const cycled = both(there.cycled, back.cycled, cycle);
      const fooling = both(there.fooling, back.fooling, adversarial);
      const same = there.same === undefined || back.same === undefined ? undefined : both(there.same, back.same, identity);
      return {
        loss: same === undefined ? add(fooling, cycled) : add(add(fooling, cycled), same),
        metrics: {
          adversarial: add(there.fooling, back.fooling),
          cycleError: mul(add(there.cycled, back.cycled), 0.5),
          ...(there.same !== undefined && back.same !== undefined && { identityError: mul(add(there.same, back.same), 0.5) }),
        },
        updates: terms.flatMap(({ updates }) => updates),
      };
    },
  };
}
