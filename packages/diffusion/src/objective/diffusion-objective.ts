import type { Tensor } from '@figment/core';
import { mean, mul, reshape, stopGradient, tensor, zerosLike } from '@figment/core/ops';
import { bernoulliArray, normal, split } from '@figment/core/random';
import type { Objective } from '@figment/core/training';

import { addNoise, levelsAt } from '../noise/levels.ts';
import { type LossWeightConfig, lossWeightOf } from '../noise/loss-weights.ts';
import { denoised } from '../noise/prediction.ts';
import { drawTimes, type TimestepSamplingConfig } from '../noise/timestep-sampling.ts';
import { seenBy } from '../network/diffuser.ts';
import type { DiffusionNetwork } from '../network/diffusion-network.ts';
import type { DiffusionBatch } from './batch.ts';
import { conditionOf } from './condition-of.ts';
import { denoisingErrors } from './denoising-error.ts';
import type { LossProfile } from './loss-profile.ts';

/** How a denoiser is trained. */
export interface DiffusionObjectiveOptions {
  readonly times: TimestepSamplingConfig;
  readonly weight: LossWeightConfig;
  /** Part of the examples that are learnt without their condition. */
  readonly conditionDropout: number;
  /** Of `times.kind` 'importance'. */
  readonly profile?: LossProfile | undefined;
  /** Values at the border -> what is diffused. */
  readonly encode: (values: Tensor) => Tensor;
  /** What the network is shown beside: the small picture that it enlarges. */
  readonly small?: ((clean: Tensor) => Tensor) | undefined;
}

/**
 * The denoising loss, E w(t) |prediction - target|^2 with x_t = alpha x_0 + sigma e: Ho et al. 2020, arXiv:2006.11239, equation 14, for any
 * process and prediction (Kingma and Gao 2023, arXiv:2303.00848); for a flow it is flow matching, Lipman et al. 2023, arXiv:2210.02747, equation 14.
 */
export function diffusionObjective(network: DiffusionNetwork, { times: sampling, weight, conditionDropout, profile, encode, small }: DiffusionObjectiveOptions): Objective<DiffusionBatch> {
  const { process, prediction, selfConditioning } = network;
  const weightAt = lossWeightOf(weight);
  return {
    name: 'diffusion',
    parameters: () => network.namedParameters(),
    ...(profile !== undefined && {
      prepare: async (batch: DiffusionBatch, { key, wait }) => ({ ...batch, ...(await wait(profile.draw(split(key, 5)[0], batch.sample.shape[0], process, wait))) }),
    }),
    loss(batch, { key, evaluation = false }) {
      const clean = encode(batch.sample);
      const count = clean.shape[0];
      const [forTimes, forNoise, forDropout, forGuess] = split(key, 5);
      const times = batch.times ?? Array.from(drawTimes(forTimes, count, process, sampling));
      const levels = levelsAt(process, times);
      const noise = normal(forNoise, clean.shape);
      const noisy = addNoise(clean, noise, levels);
      const seen = seenBy(process, noisy, levels);
      const kept = evaluation || conditionDropout === 0 ? undefined : Float32Array.from(bernoulliArray(forDropout, count, 1 - conditionDropout));
      const condition = conditionOf(network, batch, kept && tensor(kept, [count]));
      const shown = small?.(clean);
      // Half of the time it is shown its own first guess (Chen et al. 2023, "Analog bits", arXiv:2208.04202, algorithm 1).
      const guesses = selfConditioning && (evaluation || bernoulliArray(forGuess, 1, 0.5)[0] === 1);
      const guess = guesses ? stopGradient(denoised(prediction, network.predict(seen, times, condition, { clean: zerosLike(clean), small: shown }), noisy, levels).clean) : undefined;
      const said = network.predict(seen, times, condition, { clean: guess, small: shown });
      const errors = denoisingErrors(prediction, said, clean, noise, levels);
      const weights = levels.map((level, i) => weightAt(prediction, level) * (batch.weights?.[i] ?? 1));
      const weighted = mul(errors, reshape(tensor(weights), [count]));
      return {
        loss: mean(weighted),
        metrics: { error: mean(errors) },
        ...(profile !== undefined && { updates: profile.updates(times, stopGradient(errors), process) }),
      };
    },
  };
}
