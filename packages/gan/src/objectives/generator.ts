import type { Buffer, Tensor } from '@figment/core';
import { add, mul } from '@figment/core/ops';
import { foldIn, type Key, split } from '@figment/core/random';
import type { Objective, ObjectiveCall } from '@figment/core/training';

import type { Pass } from '../networks/pass.ts';
import { penaltyAdvice } from './advice.ts';
import { type Exhibit, type Game, type Made, makePictures, passesFor, show } from './game.ts';

/** What a generator is asked besides to fool the discriminator. */
export interface FurtherTerm {
  /** A scalar, added as it is. */
  readonly loss: Tensor;
  readonly metrics?: Readonly<Record<string, Tensor>> | undefined;
  readonly updates?: readonly (readonly [Buffer, Tensor])[] | undefined;
}

/** What a further term is told. */
export interface FurtherCall<Batch> extends ObjectiveCall {
  readonly batch: Batch;
  /** With what the pictures were made. */
  readonly pass: Pass;
}

/** Options of {@link generatorObjective}. */
export interface GeneratorOptions<Batch> {
  /** 'generator'. */
  readonly name?: string | undefined;
  /** Weight of the adversarial term (1). */
  readonly weight?: number | undefined;
  /** Multiplies the learning rate (1). */
  readonly learningRateScale?: number | undefined;
  /** Terms besides: path lengths, distances to a target. */
  readonly further?: readonly ((made: Made, call: FurtherCall<Batch>) => FurtherTerm | undefined)[] | undefined;
}

/** To make pictures that the discriminator takes for real. */
export function generatorObjective<Batch>(game: Game<Batch>, { name = 'generator', weight = 1, learningRateScale, further = [] }: GeneratorOptions<Batch> = {}): Objective<Batch> {
  return {
    name,
    learningRateScale,
    parameters: () => game.parameters(),
    loss(batch, call) {
      const training = call.evaluation !== true;
      const [forMaking, forJudging, forTerms] = split(call.key, 3);
      const { made, pass } = makePictures(game, batch, { key: forMaking, training });
      const fooling = foolingLoss(game, batch, made, { key: forJudging, training });
      let total = weight === 1 ? fooling.loss : mul(fooling.loss, weight);
      const metrics: Record<string, Tensor> = {};
      const updates: (readonly [Buffer, Tensor])[] = [...pass.updates, ...fooling.updates];
      for (const [place, term] of further.entries()) {
        const more = term(made, { ...call, key: foldIn(forTerms, place), batch, pass });
        if (more === undefined) continue;
        total = add(total, more.loss);
        Object.assign(metrics, more.metrics);
        updates.push(...(more.updates ?? []));
      }
      return { loss: total, metrics: further.length > 0 ? { adversarial: fooling.loss, ...metrics } : metrics, updates };
    },
    advice: penaltyAdvice({}),
  };
}

/** What the discriminator makes the generator pay for these pictures, and what its buffers become. */
export function foolingLoss<Batch>(game: Game<Batch>, batch: Batch, made: Made, { key, training }: { readonly key: Key; readonly training: boolean }): { readonly loss: Tensor; readonly updates: Pass['updates'] } {
  const [forReal, forMade, forJudging] = split(key, 3);
  const passes = passesFor(forJudging, training);
  const { discriminator, loss } = game;
  const judged = (exhibit: Exhibit, forShowing: Key, pass: Pass): Tensor => discriminator.judge(show(game, exhibit, forShowing), exhibit.labels, pass).logits;
  const real = loss.pairs === true ? judged(game.real(batch), forReal, passes.real) : undefined;
  return { loss: loss.generator(judged(made, forMade, passes.made), real), updates: passes.made.updates };
}
