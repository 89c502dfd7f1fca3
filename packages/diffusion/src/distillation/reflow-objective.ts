import type { Parameter, Tensor } from '@figment/core';
import type { DenoiserCondition } from '@figment/core/interfaces';
import { concat, mean, mul, reshape, split as splitAt, tensor, tidy } from '@figment/core/ops';
import { bernoulliArray, type Key, normal, split } from '@figment/core/random';
import type { Objective } from '@figment/core/training';

import { guided } from '../guidance/classifier-free.ts';
import { joinConditions, repeatCondition } from '../network/condition-batch.ts';
import { type Diffuser, seenBy } from '../network/diffuser.ts';
import { addNoise, levelsAt } from '../noise/levels.ts';
import { type LossWeightConfig, lossWeightOf } from '../noise/loss-weights.ts';
import { drawTimes, type TimestepSamplingConfig } from '../noise/timestep-sampling.ts';
import type { DiffusionBatch } from '../objective/batch.ts';
import { denoisingErrors } from '../objective/denoising-error.ts';
import type { SamplingPlan } from '../schedulers/scheduler.ts';
import { followPlan } from './follow-plan.ts';

/** A batch with the pairs that the teacher made for it. */
export interface ReflowBatch extends DiffusionBatch {
  /** Unit normal noise, [B, ...shape], Z_0 of the paper, and where the teacher leads it, Z_1. */
  readonly noise?: Tensor | undefined;
  readonly clean?: Tensor | undefined;
}

/** Who shows the way. */
export interface ReflowTeacher {
  readonly diffuser: Diffuser;
  /** What a batch asks for, as its network is told, and the same of nothing, for one example; without the latter it is not guided. */
  readonly tell: (batch: DiffusionBatch) => { readonly condition: DenoiserCondition; readonly without?: DenoiserCondition | undefined };
}

/** Who learns a shorter one. */
export interface ReflowStudent {
  readonly diffuser: Diffuser;
  /** What a batch asks for, as its network is told. */
  readonly tell: (batch: DiffusionBatch) => DenoiserCondition;
  /** What is learnt. */
  readonly parameters: () => Iterable<readonly [name: string, parameter: Parameter]>;
}

/** What {@link reflowObjective} is made from. */
export interface ReflowOptions {
  readonly teacher: ReflowTeacher;
  readonly student: ReflowStudent;
  /** How the teacher goes from noise to data: a plan that draws nothing. */
  readonly plan: SamplingPlan;
  /** How strongly it follows the condition; the student learns to do so by itself. */
  readonly guidance: number;
  readonly times: TimestepSamplingConfig;
  readonly weight: LossWeightConfig;
  /** Part of the examples that are learnt from nothing but noise, where a sampler of one step asks. */
  readonly fromNoise: number;
  /** Updates for each batch that the teacher made. */
  readonly repeats: number;
}

/**
 * Reflow: the student learns the straight way between noise and where the teacher's differential equation leads from it,
 *
 *     min E w(t) |(Z_1 - Z_0) - v(Z_t, t | c)|^2,  Z_1 = ODE(v_teacher, Z_0, c),  Z_t = alpha Z_1 + sigma Z_0
 *
 * (Liu et al. 2023, "Flow straight and fast", arXiv:2209.03003, eq. 1 and algorithm 1; told of text, with the teacher's guidance in the pairs:
 * Liu et al. 2024, "InstaFlow", arXiv:2309.06380, eq. 5). Ways that are straight can be gone in few steps; noise and data come in pairs, so
 * one step from pure noise is no mean over all data, as it is in training from data. The papers' flow is one process of several here: the
 * target is whatever the student predicts of the pair.
 */
export function reflowObjective({ teacher, student, plan, guidance, times: sampling, weight, fromNoise, repeats }: ReflowOptions): Objective<ReflowBatch> {
  const weightAt = lossWeightOf(weight);
  const { process, prediction } = student.diffuser;
  return {
    name: 'reflow',
    parameters: student.parameters,
    repeats,
    prepare(batch, { key }) {
      const [forNoise] = split(key, 1);
      const pair = tidy(() => {
        const noise = normal(forNoise, [batch.sample.shape[0], ...teacher.diffuser.shape]);
        return { noise, clean: ledBy(teacher.diffuser, plan, guidance, teacher.tell(batch), noise) };
      });
      return Promise.resolve({ ...batch, ...pair });
    },
    loss(batch, { key }) {
      if (batch.clean === undefined || batch.noise === undefined) throw new TypeError('A batch must be prepared before its loss.');
      const { clean, noise } = batch;
      const [count] = clean.shape as [number];
      const times = timesOf(key, count, student.diffuser, sampling, fromNoise);
      const levels = levelsAt(process, times);
      const noisy = addNoise(clean, noise, levels);
      const said = student.diffuser.predict(seenBy(process, noisy, levels), times, student.tell(batch));
      const errors = denoisingErrors(prediction, said, clean, noise, levels);
      const weights = tensor(levels.map((level) => weightAt(prediction, level)), [count]);
      return { loss: mean(mul(errors, reshape(weights, [count]))), metrics: { error: mean(errors) } };
    },
  };
}

/** Where the teacher leads noise. */
function ledBy(teacher: Diffuser, plan: SamplingPlan, guidance: number, told: ReturnType<ReflowTeacher['tell']>, noise: Tensor): Tensor {
  const [count] = noise.shape as [number];
  const { condition, without } = told;
  const at = (time: number, rows: number): Float32Array => new Float32Array(rows).fill(time);
  if (without === undefined || guidance === 1) return followPlan(plan, (x, time, clean) => teacher.predict(x, at(time, count), condition, { clean }), noise);
  const both = tidy(() => joinConditions(repeatCondition(without, count), condition) as never) as DenoiserCondition;
  const twice = (value: Tensor | undefined): Tensor | undefined => value && concat([value, value], 0);
  return followPlan(plan, (x, time, clean) => {
    const [unconditional, conditional] = splitAt(teacher.predict(twice(x)!, at(time, 2 * count), both, { clean: twice(clean) }), 2, 0) as [Tensor, Tensor];
    return guided(unconditional, conditional, guidance);
  }, noise);
}

/** Times to learn at, some of them where the way begins. */
function timesOf(key: Key, count: number, { process }: Diffuser, sampling: TimestepSamplingConfig, fromNoise: number): number[] {
  const [forTimes, forEnds] = split(key, 2);
  const last = process.kind === 'variancePreserving' ? process.trainingSteps - 1 : process.timeRange?.[1] ?? process.trainingSteps;
  const atEnd = bernoulliArray(forEnds, count, fromNoise);
  return Array.from(drawTimes(forTimes, count, process, sampling), (time, i) => (atEnd[i] === 1 ? last : time));
}
