import type { CheckpointPath } from '../checkpoint/stores/store.ts';
import type { Dataset } from '../data/dataset.ts';
import { FigmentError } from '../errors.ts';
import type { Tokenizer } from '../interfaces/tokenizer.ts';
import type { Module } from '../nn/module.ts';
import type { AnyModelDefinition, CalibrationCall, DatasetCall } from '../plugin/spec/v1.ts';
import { checkData } from './check-data.ts';
import { checkOption, notNegative, positiveInteger, wholeNumber } from './check.ts';
import { defaultSettings } from './defaults.ts';
import { type Ema, type EmaOptions, emaOptions } from './ema.ts';
import type { TrainEvent } from './event.ts';
import { optimizerFor, scheduleFor } from './from-settings.ts';
import type { Objective } from './objective.ts';
import type { Optimizer } from './optimizers/index.ts';
import type { TrainingPolicy } from './policy.ts';
import type { Schedule } from './schedules/index.ts';

/** What can be trained: a model, or anything with modules and objectives. */
export interface Trainable<Batch, Observed extends object = object, Source = Batch> {
  /** Needed for checkpoints; its `training` gives the defaults. */
  readonly definition?: AnyModelDefinition | undefined;
  readonly config?: unknown;
  /** Saved along. */
  readonly tokenizer?: Tokenizer | undefined;
  readonly modules: Readonly<Record<string, Module>>;
  readonly objectives: readonly Objective<Batch>[];
  /** Makes batches of the data, where they have the fields that the definition names. */
  dataset?(source: Dataset<Source>, call: DatasetCall): Dataset<Batch> | Promise<Dataset<Batch>>;
  /** Joined to each event, of which it is made. */
  observe?(event?: TrainEvent): Observed;
  /** After the last step, over the training data: what is not learnt by gradient. */
  calibrate?(batches: AsyncIterable<Batch>, call: CalibrationCall): Promise<void>;
}

/** Where and how often a run saves. */
export interface CheckpointOptions {
  /** 'runs/a', 'opfs:NAME', 'memory:NAME' or a store. */
  readonly to: CheckpointPath;
  /** Saves after each so many steps, and at the end of the run (at the end only). */
  readonly every?: number | undefined;
  /** How many earlier checkpoints stay, in `earlier/step-…` (0). */
  readonly keep?: number | undefined;
  /** Where the model's definition came from. */
  readonly plugin?: { readonly id: string; readonly version: string } | undefined;
  /** Whatever is worth knowing later, as JSON. */
  readonly provenance?: Readonly<Record<string, unknown>> | undefined;
}

/** Data as a model's objectives see them, or as the model itself takes them. */
export type TrainingData<Batch, Source = Batch> = Dataset<Batch> | Dataset<Source>;

/** How a model is trained: options of `train`. What is left out is the model's own default. */
export interface TrainOptions<Batch, Source = Batch, Observed extends object = object> {
  /** Batches, or, for a model that makes its own of them, what it learns from: texts. */
  readonly data: NoInfer<TrainingData<Batch, Source>>;
  /** Steps of the whole run, those before a resume included; defaults here and below are the model's own, else those in brackets (1000). */
  readonly steps?: number | undefined;
  /** Examples of a batch (32). */
  readonly batchSize?: number | undefined;
  /** AdamW at 0.001. */
  readonly optimizer?: Optimizer | undefined;
  /** Of the learning rate (constant). */
  readonly schedule?: Schedule | undefined;
  /** Largest global norm of an objective's gradient; 0 = unbounded (0). */
  readonly clipNorm?: number | undefined;
  /** Moving average of the weights: the model samples with it, training goes on with the weights themselves; 0 = none (0). */
  readonly ema?: Ema | undefined;
  /** Batches of which one step averages the gradients (1). */
  readonly accumulate?: number | undefined;
  /** Of batches and of what the objectives draw. Drawn at random if absent, and told by {@link TrainingRun.seed}. */
  readonly seed?: number | undefined;
  /** Stops within one step. */
  readonly signal?: AbortSignal | undefined;
  readonly checkpoint?: CheckpointOptions | undefined;
  /** A checkpoint that a run wrote, to go on from, bit for bit where options and backend are the same. */
  readonly resumeFrom?: CheckpointPath | undefined;
  /** What is done when training goes wrong: one that the model brings, by its name, or one's own (nothing). */
  readonly policy?: string | TrainingPolicy<NoInfer<Observed>> | undefined;
  /** Whether a run that reaches its end calibrates the model on the data (true). */
  readonly calibrate?: boolean | undefined;
}

/** Options with all that was left out filled in. */
export interface RunSettings<Observed extends object = object> {
  readonly steps: number;
  readonly batchSize: number;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  readonly clipNorm: number;
  readonly ema: EmaOptions | undefined;
  readonly accumulate: number;
  readonly policy?: TrainingPolicy<Observed> | undefined;
}

/**
 * Checks options and fills in what was left out, before anything is allocated.
 *
 * @throws FigmentError `OPTIONS_INVALID`, `TRAINING_INVALID`, `DATA_INVALID`
 */
export function resolveSettings<Batch, Observed extends object, Source>(model: Trainable<Batch, Observed, Source>, options: TrainOptions<Batch, Source, Observed>): RunSettings<Observed> {
  const defaults = { ...defaultSettings, ...model.definition?.training };
  const steps = options.steps ?? defaults.steps;
  const settings: RunSettings<Observed> = {
    steps,
    batchSize: options.batchSize ?? defaults.batchSize,
    clipNorm: options.clipNorm ?? defaults.clipNorm,
    accumulate: options.accumulate ?? 1,
    ema: emaOptions(options.ema ?? defaults.ema),
    optimizer: options.optimizer ?? optimizerFor(defaults),
    schedule: options.schedule ?? scheduleFor({ ...defaults, steps }),
    policy: policyOf(model.definition, options.policy),
  };
  for (const name of ['steps', 'batchSize', 'accumulate'] as const) checkOption('train', name, settings[name], positiveInteger);
  checkOption('train', 'clipNorm', settings.clipNorm, notNegative);
  if (options.seed !== undefined && !Number.isSafeInteger(options.seed)) throw new FigmentError('OPTIONS_INVALID', `train: seed must be a safe integer, got ${String(options.seed)}.`);
  if (options.checkpoint?.every !== undefined) checkOption('train', 'checkpoint.every', options.checkpoint.every, positiveInteger);
  checkOption('train', 'checkpoint.keep', options.checkpoint?.keep ?? 0, wholeNumber);
  if (options.checkpoint !== undefined && model.definition === undefined) throw new FigmentError('TRAINING_INVALID', 'train: checkpoints need a model made from a definition (createModel), for they say which one it was.');
  checkObjectives(model.objectives);
  if (model.definition !== undefined) checkData(model.definition, model.config, options.data);
  return settings;
}

function policyOf<Observed extends object>(definition: AnyModelDefinition | undefined, policy: string | TrainingPolicy<Observed> | undefined): TrainingPolicy<Observed> | undefined {
  if (typeof policy !== 'string') return policy;
  const known = definition?.policies ?? {};
  const named = Object.hasOwn(known, policy) ? known[policy] : undefined;
  if (named === undefined) throw new FigmentError('OPTIONS_INVALID', `train: policy must be ${Object.keys(known).join(', ') || 'one of your own: this model brings none'}, got "${policy}".`);
  return named.policy as TrainingPolicy<Observed>;
}

function checkObjectives<Batch>(objectives: readonly Objective<Batch>[]): void {
  if (objectives.length === 0) throw new FigmentError('TRAINING_INVALID', 'train: the model has no objective, so there is nothing to learn.');
  for (const { name, every, repeats, learningRateScale } of objectives) {
    if (every !== undefined) checkOption(`objective "${name}"`, 'every', every, positiveInteger);
    if (repeats !== undefined) checkOption(`objective "${name}"`, 'repeats', repeats, positiveInteger);
    if (learningRateScale !== undefined) checkOption(`objective "${name}"`, 'learningRateScale', learningRateScale, notNegative);
  }
}
