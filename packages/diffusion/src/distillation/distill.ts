import { FigmentError, type HostArray } from '@figment/core';
import type { Dataset } from '@figment/core/data';
import type { Tokenizer } from '@figment/core/interfaces';
import type { Module } from '@figment/core/nn';
import type { AnyModelDefinition, DatasetCall } from '@figment/core/plugin';
import type { Trainable } from '@figment/core/training';

import { DenoiserAdapter } from '../adapters/denoiser-adapter.ts';
import { DiffusionNetwork } from '../network/diffusion-network.ts';
import type { LossWeightConfig } from '../noise/loss-weights.ts';
import type { TimestepSamplingConfig } from '../noise/timestep-sampling.ts';
import type { DiffusionBatch } from '../objective/batch.ts';
import { conditionOf } from '../objective/condition-of.ts';
import { diffusionData } from '../objective/dataset.ts';
import { planOf } from '../tasks/plan.ts';
import { type ReflowBatch, reflowObjective } from './reflow-objective.ts';

/** A model of this package that has learnt from data: `figment/diffusion`, `figment/latent-diffusion`, of sounds or of clips. */
export interface TaughtModel<Source> {
  readonly definition: AnyModelDefinition;
  readonly config: unknown;
  readonly tokenizer?: Tokenizer | undefined;
  readonly modules: Readonly<Record<string, Module>>;
  /** What it learns from, as it learns from it. */
  dataset?(source: Dataset<Source>, call: DatasetCall): Dataset<DiffusionBatch> | Promise<Dataset<DiffusionBatch>>;
}

/** Options of {@link distill}. */
export interface DistillOptions<Source> {
  /** What learns: another model with the teacher's weights (opened twice), all of which change, or an adapter that the teacher wears. */
  readonly into: TaughtModel<Source> | DenoiserAdapter;
  /** How strongly the teacher follows the condition (3). The student does so by itself, and is asked with guidance 1. */
  readonly guidance?: number | undefined;
  /** Steps of the teacher (8). */
  readonly steps?: number | undefined;
  /** The teacher's sampler, one that draws nothing ('auto'). */
  readonly sampler?: string | undefined;
  readonly samplerOptions?: Readonly<Record<string, unknown>> | undefined;
  /** Updates for each batch of pairs that the teacher made (4). */
  readonly repeats?: number | undefined;
  /** Part of the examples that are learnt from nothing but noise, where one step has to do (0.5). */
  readonly fromNoise?: number | undefined;
  /** Where on the way the others are learnt (uniform). */
  readonly times?: TimestepSamplingConfig | undefined;
  /** Which noise levels count more (all alike). */
  readonly weight?: LossWeightConfig | undefined;
}

/**
 * A model that learns to make in 1 to 4 steps what another makes in many, guidance included: {@link reflowObjective} as something to `train`.
 * Of the data only what pictures are asked for by is looked at; the pictures are the teacher's.
 *
 * ```ts
 * for await (const event of train(await distill(teacher, { into: student, guidance: 3 }), { data, steps: 2000, optimizer: adamW({ learningRate: 3e-4 }) })) …
 * ```
 *
 * @throws FigmentError `OPTIONS_INVALID` for options out of range, a sampler that draws, or models that don't go together; `SCHEDULER_MISMATCH`
 */
export async function distill<Source>(teacher: TaughtModel<Source>, options: DistillOptions<Source>): Promise<Trainable<ReflowBatch, object, Source>> {
  const { into, guidance = 3, steps = 8, sampler = 'auto', samplerOptions = {}, repeats = 4, fromNoise = 0.5, times = { kind: 'uniform', stratified: true }, weight = { kind: 'none' } } = options;
  checkRange('guidance', guidance, guidance >= 0, '0 or more');
  checkRange('fromNoise', fromNoise, fromNoise >= 0 && fromNoise <= 1, 'from 0 to 1');
  checkRange('steps', steps, Number.isSafeInteger(steps) && steps >= 1, 'a whole number, 1 or more');
  const network = networkOf(teacher, 'the teacher');
  const adapter = into instanceof DenoiserAdapter ? into : undefined;
  const learner = into instanceof DenoiserAdapter ? teacher : into;
  const learning = adapter === undefined ? networkOf(learner, 'into') : network;
  if (adapter === undefined && learning === network) throw new FigmentError('OPTIONS_INVALID', 'distill: into must be another model than the teacher, for all of its weights change: open the checkpoint twice, or say an adapter.');
  if (String(learning.shape) !== String(network.shape)) throw new FigmentError('OPTIONS_INVALID', `distill: into must make samples of the teacher's shape [${network.shape.join(', ')}], got [${learning.shape.join(', ')}].`);
  const plan = await planOf(network, { sampler, samplerOptions, steps }, [], async (work) => await work);
  if (plan.draws.includes(true)) throw new FigmentError('OPTIONS_INVALID', `distill: sampler must be one that draws nothing on its way, for noise and picture are learnt as a pair; ${sampler} draws.`);
  const isTold = network.classes !== undefined || network.promptTokens !== undefined;
  const { definition, config, tokenizer } = learner;
  return {
    definition, config, tokenizer,
    modules: adapter === undefined ? learner.modules : { adapter },
    objectives: [reflowObjective({
      teacher: { diffuser: network, tell: (batch) => ({ condition: conditionOf(network, batch), ...(isTold && { without: network.unconditional() }) }) },
      student: {
        diffuser: adapter?.on(network) ?? learning,
        tell: (batch) => conditionOf(learning, batch),
        parameters: () => (adapter ?? learning).namedParameters(),
      },
      plan, guidance, times, weight, fromNoise, repeats,
    })],
    dataset: (source) => askedFor(learner, learning, source as Dataset<Record<string, unknown>>),
  };
}

/** Data as batches of what samples are asked for by, without the samples. */
function askedFor<Source>({ definition, config, tokenizer }: TaughtModel<Source>, { classes, promptTokens }: DiffusionNetwork, source: Dataset<Record<string, unknown>>): Dataset<ReflowBatch> {
  if (promptTokens !== undefined && tokenizer === undefined) throw new FigmentError('TOKENIZER_MISSING', 'a model that reads captions can be asked for them only with its tokenizer: open it with one.');
  const { prompt } = config as { readonly prompt?: { readonly lowerCase: boolean } };
  return diffusionData(source, {
    field: Object.keys(definition.data?.fields ?? {})[0] ?? 'image',
    kind: 'embedding',
    classes,
    reader: promptTokens === undefined ? undefined : { tokenizer: tokenizer!, tokens: promptTokens, lowerCase: prompt?.lowerCase ?? false },
    sample: (values) => {
      const count = (values as HostArray).shape[0]!;
      return { data: new Float32Array(count), shape: [count, 1] };
    },
  });
}

/** @throws FigmentError `OPTIONS_INVALID` */
function networkOf<Source>({ modules, config }: TaughtModel<Source>, what: string): DiffusionNetwork {
  const network = modules['diffusion'];
  if (!(network instanceof DiffusionNetwork)) throw new FigmentError('OPTIONS_INVALID', `distill: ${what} must be a model of @figment/diffusion that was trained, such as figment/latent-diffusion.`);
  if (((config as { readonly upscale?: number }).upscale ?? 1) > 1) throw new FigmentError('OPTIONS_INVALID', `distill: ${what} must not be one that enlarges pictures (config.upscale).`);
  return network;
}

function checkRange(name: string, value: number, fits: boolean, right: string): void {
  if (!fits) throw new FigmentError('OPTIONS_INVALID', `distill: ${name} must be ${right}, got ${value}.`);
}
