import type { DType, HostArray, Parameter, Shape } from '@figment/core';
import { currentSelection, selectBackend } from '@figment/core/backend';
import type { Dataset, HostBatch } from '@figment/core/data';
import { download, tidy, upload } from '@figment/core/ops';
import { type AnyModelDefinition, createModel, fromHost, type InputSpec, type Model, type Schema, type TaskSpec } from '@figment/core/plugin';
import type { RunOptions, Sampling, SamplingStep } from '@figment/core/sampling';
import { batchesFor, calibrate } from '@figment/core/training';

import { madeUpDataset } from './made-up/dataset.ts';
import { madeUp } from './made-up/values.ts';
import type { PluginCheckOptions } from './options.ts';
import { freeTensors } from './tensors.ts';

/** A batch, whatever it consists of. */
export type AnyBatch = Record<string, unknown>;
/** A created model, whatever its tasks are. */
export type AnyModel = Model<AnyBatch, Record<string, TaskSpec>, never, object>;
/** A run of any task. */
export type AnySampling = Sampling<SamplingStep<unknown>, unknown>;
/** What the checks were told, whatever the model. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- existential: whatever the model learns from
export type AnyOptions = Omit<PluginCheckOptions, 'data' | 'config'> & { readonly config: unknown; readonly data?: Dataset<any> | undefined };

/** A run, and what frees its input. */
export interface StartedRun {
  readonly sampling: AnySampling;
  /** Frees the input. */
  readonly free: () => void;
}

/** The model under test on one backend, and what it is fed. */
export class Subject {
  readonly definition: AnyModelDefinition;
  readonly options: AnyOptions;
  readonly backend: string;

  constructor(definition: AnyModelDefinition, options: AnyOptions, backend: string) {
    this.definition = definition;
    this.options = options;
    this.backend = backend;
  }

  get taskNames(): readonly string[] {
    return Object.keys(this.definition.tasks as object);
  }

  /** What the model declares of a task. */
  spec(task: string): TaskSpec {
    return (this.definition.tasks as Record<string, TaskSpec>)[task]!;
  }

  /** Selects the backend under test, if it isn't selected. */
  async startBackend(): Promise<void> {
    if (currentSelection()?.name !== this.backend) await selectBackend({ prefer: this.backend });
  }

  /** A fresh model; the caller frees it. */
  async create(seed = 7): Promise<AnyModel> {
    const { config, tokenizer, parts } = this.options;
    return await createModel(this.definition, config, { seed, tokenizer, parts }) as unknown as AnyModel;
  }

  /** A fresh model, calibrated if it knows how, freed afterwards. */
  async withModel<T>(use: (model: AnyModel) => Promise<T>): Promise<T> {
    await this.startBackend();
    const model = await this.create();
    try {
      await this.calibrate(model);
      return await use(model);
    } finally {
      model.dispose();
    }
  }

  /** Calibrates it on the data, if it knows how. */
  async calibrate(model: AnyModel): Promise<void> {
    if (model.calibrate !== undefined) await calibrate(model, this.data, { seed: 7, batchSize: 4 });
  }

  get shapes(): Readonly<Partial<Record<string, Shape>>> {
    const checked = (this.definition.config as Schema)['~standard'].validate(this.options.config) as { value?: unknown };
    return (this.definition.shapes?.(checked.value) ?? {});
  }

  get data(): Dataset<AnyBatch> {
    return (this.options.data as Dataset<AnyBatch> | undefined) ?? madeUpDataset(this.definition.data?.fields ?? {}, this.shapes);
  }

  /** The data as batches that the model's objectives see: what it makes of texts. */
  async batchesFor(model: AnyModel): Promise<Dataset<AnyBatch>> {
    return await batchesFor(model, this.data);
  }

  /** Batches as a loss sees them; each is freed when the next is asked for. */
  async *batches(model: AnyModel, batchSize = 4): AsyncGenerator<AnyBatch, void, undefined> {
    const data = await this.batchesFor(model);
    for await (const host of data.pass({ batchSize })) {
      const batch = this.upload(host, data);
      try {
        yield batch;
      } finally {
        freeTensors(batch);
      }
    }
  }

  /** A batch as tensors; the caller frees them. */
  upload(host: HostBatch<AnyBatch>, { fields }: Dataset<AnyBatch>): AnyBatch {
    return Object.fromEntries(Object.entries(host).map(([name, value]) => [name, fromHost(fields[name]?.kind ?? ('embedding'), value as never)]));
  }

  /** The input of a task; tensors belong to the caller. */
  async input(task: string): Promise<Readonly<Record<string, unknown>>> {
    const given = (this.options.inputs as Record<string, (() => object | Promise<object>) | undefined> | undefined)?.[task];
    if (given) return await given() as Readonly<Record<string, unknown>>;
    const spec: InputSpec = this.spec(task).input;
    return Object.fromEntries(Object.entries(spec).map(([name, kind], n) => [name, madeUp(kind, this.shapes[kind], n)]));
  }

  /** Starts a run; `free` frees its input. */
  async sample(model: AnyModel, task: string, run: RunOptions = {}): Promise<StartedRun> {
    const input = await this.input(task);
    const options = { ...((this.options.options as Record<string, object | undefined> | undefined)?.[task] ?? {}), seed: 11, ...run };
    try {
      const sampling = model.tasks[task]!.sample(input as never, options) as unknown as AnySampling;
      return { sampling, free: () => { freeTensors(input); } };
    } catch (error) {
      freeTensors(input);
      throw error;
    }
  }
}

export type Weights = Readonly<Record<string, HostArray>>;

/** All that a checkpoint holds of a model, by name. */
export async function weightsOf(model: AnyModel): Promise<Weights> {
  const weights: Record<string, HostArray> = {};
  for (const [name, variable] of variablesOf(model)) {
    const { data, shape } = await download(variable);
    weights[name] = { data: data.slice(), shape };
  }
  return weights;
}

/** Gives a model of the same config weights that were read. */
export function assignWeights(model: AnyModel, weights: Weights): void {
  for (const [name, variable] of variablesOf(model)) tidy(() => { variable.assign(upload(weights[name]!, variable.dtype as DType)); });
}

function variablesOf(model: AnyModel): (readonly [name: string, variable: Parameter])[] {
  return Object.entries(model.modules).flatMap(([moduleName, module]) => [...module.namedParameters(), ...module.namedBuffers()].map(([name, variable]) => [`${moduleName}.${name}`, variable] as const));
}
