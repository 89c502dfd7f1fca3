/**
 * Version 1 of the plugin specification: plain objects, like an ESLint plugin. Types only.
 */
import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';

import type { Dataset, FieldSpec } from '../../data/dataset.ts';
import type { Tokenizer } from '../../interfaces/tokenizer.ts';
import type { Module } from '../../nn/module.ts';
import type { Key } from '../../random/key.ts';
import type { RunOptions, Sampling, SamplingStep } from '../../sampling/sampling.ts';
import type { Shape, Tensor } from '../../tensor.ts';
import type { TrainEvent } from '../../training/event.ts';
import type { Objective } from '../../training/objective.ts';
import type { NamedPolicy } from '../../training/policy.ts';
import type { TrainingSettings } from '../../training/settings.ts';

/** A schema that validates and describes itself; zod 4.2+ and ArkType satisfy it. */
export interface Schema<Input = unknown, Output = Input> {
  readonly '~standard': StandardSchemaV1.Props<Input, Output> & StandardJSONSchemaV1.Props<Input, Output>;
}
/** What a schema takes: fields with a default may be left out. */
export type InputOf<S extends Schema> = StandardSchemaV1.InferInput<S>;
/** What a schema gives, defaults filled in. */
export type OutputOf<S extends Schema> = StandardSchemaV1.InferOutput<S>;

/** Some of what a schema takes. */
export type DefaultsOf<S extends Schema> = InputOf<S> extends infer Input extends object ? { readonly [Name in keyof Input]?: Input[Name] } : Readonly<Record<string, unknown>>;

/** How a host shows a value without knowing the model. Open: a plugin may add a kind by declaration merging. */
export interface Kinds {
  text: string;
  chat: readonly { role: 'system' | 'user' | 'assistant'; content: string }[];
  /** int32 [T] */
  tokens: Tensor;
  /** float32 [H, W, C] or [N, H, W, C], in [0, 1] */
  image: Tensor;
  /** float32 [H, W, 1], 1 = to be painted */
  mask: Tensor;
  /** samples: float32 [T] in [-1, 1]; rate in Hz */
  audio: { samples: Tensor; rate: number };
  /** float32 [F, H, W, C], in [0, 1] */
  video: Tensor;
  /** float32 [D] or [N, D] */
  embedding: Tensor;
  /** float32 [N, 2 or 3] */
  points: Tensor;
  label: number;
  score: { score: number; threshold: number };
  /** Who looks at whom. weights: float32 [layers, heads, queries, keys], each row of keys sums to 1; `tokens` are the keys, and the queries too where those are not told apart */
  attention: { tokens: readonly string[]; queries?: readonly string[] | undefined; weights: Tensor };
  /** How well a text was foreseen, in natural logarithms: of each token but those that nothing comes before, and of all of them */
  likelihood: { tokens: readonly { text: string; logProbability: number }[]; logProbability: number; perplexity: number; bitsPerByte: number };
}
/** The name of a kind of value. */
export type Kind = keyof Kinds;
/** Fields of an input, by kind: `{ from: 'image', to: 'image' }`. */
export type InputSpec = Readonly<Record<string, Kind>>;
/** The values of those fields. */
export type InputValue<I extends InputSpec> = { readonly [Name in keyof I]: Kinds[I[Name]] };

/** What a model can be asked to do. */
export interface TaskSpec<I extends InputSpec = InputSpec, O extends Schema = Schema, K extends Kind = Kind> {
  readonly title: string;
  readonly description?: string | undefined;
  /** `{}` for a task that needs nothing. */
  readonly input: I;
  /** Its JSON Schema becomes command-line flags and form controls. */
  readonly options: O;
  readonly output: K;
}

/**
 * `await wait(promise)` waits as `await promise` does. What code allocates is freed for it if it throws or is left half-way, but after an `await`
 * only if it waited with this. Await it directly: `const probabilities = await wait(logits.data())`.
 */
export type Wait = <T>(promise: PromiseLike<T>) => PromiseLike<T>;

/** What a run is told besides its input and options. */
export interface RunCall {
  readonly key: Key;
  /** Checked between steps by core; for what a run waits for. */
  readonly signal: AbortSignal;
  readonly wait: Wait;
  /** Whether somebody looks at the steps, so far as is known yet; where only the result was asked for, what is made for show can be left out (always). */
  readonly watched?: (() => boolean) | undefined;
}

/**
 * What an author writes: an async generator that yields steps and returns the result.
 *
 * What it yields is lent to the application, and freed as soon as the next step (or the result) stands: until then the run may go on
 * computing with it, or yield or return it again. What it returns belongs to the application. Inputs are never freed. What else a run
 * allocates it frees by `tidy`, as everywhere, so that memory stays flat from step to step; whatever is left when the run ends, in
 * whichever way, core frees.
 */
export type TaskRun<I, O, Step, Result> = (input: I, options: O, call: RunCall) => AsyncGenerator<Step, Result, undefined>;

/** What `calibrate` is told besides its batches. */
export interface CalibrationCall {
  readonly key: Key;
  readonly signal: AbortSignal;
  readonly wait: Wait;
}

/** What `dataset` is told besides its source. */
export interface DatasetCall {
  readonly signal: AbortSignal;
}

/** A value that an option may have, for people to choose. */
export interface NamedValue {
  readonly value: string;
  readonly title: string;
  readonly description?: string | undefined;
}

/** What `create` returns. `Source` is what it learns from where that is not yet a batch: texts. */
export interface ModelInstance<Batch, Tasks extends Record<string, TaskSpec>, Runs, Observed extends object, Source = Batch> {
  /** What is saved, by name. */
  readonly modules: Readonly<Record<string, Module>>;
  readonly objectives: readonly Objective<Batch>[];
  readonly run: Runs & { readonly [T in keyof Tasks]: TaskRun<InputValue<Tasks[T]['input']>, OutputOf<Tasks[T]['options']>, SamplingStep<unknown>, Kinds[Tasks[T]['output']]> };
  /**
   * Makes the batches that objectives see of data with the fields of `definition.data`: packed rows of ids of texts. Called once before
   * the first step. What it gives has to be as true to its key and its cursor as any dataset.
   */
  dataset?(source: Dataset<Source>, call: DatasetCall): Dataset<Batch> | Promise<Dataset<Batch>>;
  /** Of options of its tasks that leave open what there is, the values that fit this model, by the option's name: `{ sampler: [...] }`. */
  choices?(): Promise<Readonly<Record<string, readonly NamedValue[]>>>;
  /** After the model was given the weights of another one: makes anew what it keeps of weights besides them. */
  adopted?(): void;
  /** Joined to each training event, of which it is made: a GAN's `{ balance }`. What it needs of earlier steps it keeps in buffers, so that a resumed run says the same. Without an event: before the first. */
  observe?(event?: TrainEvent): Observed;
  /**
   * After training, once, over the training data: fits what is not learnt by gradient and keeps it in buffers
   * (a prior over latents, quantiles of anomaly scores). Batches are lent.
   */
  calibrate?(batches: AsyncIterable<Batch>, call: CalibrationCall): Promise<void>;
}

/** Something that a plugin brings for the models of another: a sampler, a network. What else it has, the door that takes it says. */
export interface Contribution {
  /** `owner/name`, e.g. 'acme/my-solver'. */
  readonly id: string;
  readonly title: string;
  readonly description?: string | undefined;
}

/** By the door that takes them, e.g. 'figment/diffusion-scheduler': hosts carry them from plugins to models and need not know what they are. */
export type Contributions = Readonly<Record<string, readonly Contribution[]>>;

/** What `create` is given besides its config. */
export interface Host {
  readonly key: Key;
  readonly tokenizer?: Tokenizer | undefined;
  /** Other models, for composites. */
  readonly parts: Readonly<Record<string, unknown>>;
  /** What plugins brought for models such as this; who takes them checks them. */
  readonly contributions: Contributions;
  readonly wait: Wait;
}

/** What a model learns from. */
export interface DataSpec {
  /** The fields it needs, by kind: `{ image: 'image' }`. Of its batches, or of what {@link ModelInstance.dataset} makes batches of. */
  readonly fields: InputSpec;
  /** Other fields that will do instead: `[{ chat: 'chat' }]`. */
  readonly alternatives?: readonly InputSpec[] | undefined;
  /** The fields of batches that are ready to be learnt from, where {@link ModelInstance.dataset} makes them: `{ tokens: 'tokens' }`. */
  readonly batch?: InputSpec | undefined;
  /** Config values that follow from the data, e.g. the size of its pictures; what the user says goes before. */
  config?(fields: Readonly<Record<string, FieldSpec>>): Readonly<Record<string, unknown>>;
}

/** A kind of model: what a plugin offers. */
export interface ModelDefinition<C extends Schema, Tasks extends Record<string, TaskSpec>, Batch, Runs, Observed extends object, Source = Batch> {
  /** `owner/name`, e.g. 'figment/vae'. */
  readonly id: `${string}/${string}`;
  readonly title: string;
  readonly description?: string | undefined;
  readonly config: C;
  readonly data?: DataSpec | undefined;
  /** How the tokenizer of a model of texts is trained, saved with it, and opened again. */
  readonly tokenizer?: TokenizerDefinition | undefined;
  /** Whether a model of this config reads texts, where only some do; left out where all do. Hosts train no tokenizer for one that doesn't. */
  needsTokenizer?(config: OutputOf<C>): boolean;
  /** What it can't learn without besides data, by the names of parts: `{ autoencoder: 'whose latents it learns' }`. Hosts ask for them before they train. */
  readonly parts?: Readonly<Record<string, string>> | undefined;
  /** What can be done when its training goes wrong, by name: the trainer's `policy`. */
  readonly policies?: Readonly<Record<string, NamedPolicy<NoInfer<Observed>>>> | undefined;
  /** Defaults for the trainer that suit this model. */
  readonly training?: Partial<TrainingSettings> | undefined;
  readonly tasks: Tasks;
  /** Shape of the values it takes, by kind, e.g. `{ image: [32, 32, 3] }`: hosts fit pictures to it, the trainer's data has to have it. */
  shapes?(config: OutputOf<C>): { readonly [K in Kind]?: Shape };
  /** Why a task can't be done with this config, by task; a task that is not named can. */
  unavailable?(config: OutputOf<C>): { readonly [T in keyof Tasks]?: string };
  /** Options of tasks that hold where a caller says nothing, before the defaults of the task: what those who trained a model recommend. */
  defaults?(config: OutputOf<C>): { readonly [T in keyof Tasks]?: DefaultsOf<Tasks[T]['options']> };
  /** What it allocates is freed with the model, or at once if it throws (after an `await`: if it waited with `host.wait`). */
  create(config: OutputOf<C>, host: Host): ModelInstance<Batch, Tasks, Runs, Observed, Source> | Promise<ModelInstance<Batch, Tasks, Runs, Observed, Source>>;
}

/** Any definition, when its types don't matter: registries, hosts. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- existential: each definition has its own types, checked where it is defined
export type AnyModelDefinition = ModelDefinition<any, any, any, any, any, any>;

/** How far the training of a tokenizer is. */
export interface TokenizerProgress {
  /** What it does now, for people: 'counting'. */
  readonly phase: string;
  readonly done: number;
  /** Undefined where it can't be known. */
  readonly of?: number | undefined;
}

/** What the training of a tokenizer is told besides its texts and options. */
export interface TokenizerTrainingCall {
  /** Stops with the signal's reason. */
  readonly signal: AbortSignal;
  /** Called often enough for a progress bar. */
  readonly onProgress: (progress: TokenizerProgress) => void;
}

/** A kind of tokenizer. */
export interface TokenizerDefinition<O extends Schema = Schema> {
  /** `owner/name`, e.g. 'figment/bpe'. */
  readonly id: string;
  readonly title: string;
  readonly description?: string | undefined;
  /** What its training can be told; its JSON Schema becomes command-line flags and form controls. */
  readonly options?: O | undefined;
  /** From the files of a checkpoint, by name. What is there but wrong is a coded error. */
  open(files: (name: string) => Promise<Blob>): Promise<Tokenizer>;
  /** Learns one from texts: each is a line, a paragraph or a document, and no token crosses its end. */
  train?(texts: AsyncIterable<string>, options: OutputOf<O>, call: TokenizerTrainingCall): Promise<Tokenizer>;
  /** The files that `open` reads, by name; only for a tokenizer of this definition. */
  save?(tokenizer: Tokenizer): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
}
/** A data set by name. */
export interface DatasetDefinition {
  readonly id: string;
  readonly title: string;
  /** Reads or fetches what it needs. */
  open(): Promise<Dataset<Record<string, unknown>>>;
}
/** A number that says how good what was generated is. */
export interface MetricDefinition {
  readonly id: string;
  readonly title: string;
  /** Both of the same kind; neither is freed. */
  compute(generated: Tensor, reference: Tensor): Promise<number>;
}

/** What the default export of a plugin package's `/plugin` entry is. */
export interface Plugin {
  readonly specVersion: 'v1';
  readonly id: string;
  readonly version: string;
  readonly models?: readonly AnyModelDefinition[] | undefined;
  readonly tokenizers?: readonly TokenizerDefinition[] | undefined;
  readonly datasets?: readonly DatasetDefinition[] | undefined;
  readonly metrics?: readonly MetricDefinition[] | undefined;
  /** For the models of other plugins. */
  readonly contributions?: Contributions | undefined;
}

type StepOf<R> = R extends (...a: never[]) => AsyncGenerator<infer S, unknown, undefined> ? S : never;
type ResultOf<R> = R extends (...a: never[]) => AsyncGenerator<unknown, infer T, undefined> ? T : never;
/** Options may be left out when all of them have defaults. `z.object({})` says `Record<string, never>`, which would forbid a seed. */
type OptionArgs<O> = O extends Record<string, never> ? [options?: RunOptions] : object extends O ? [options?: O & RunOptions] : [options: O & RunOptions];

/** A created model: what applications hold. */
export interface Model<Batch, Tasks extends Record<string, TaskSpec>, Runs, Observed extends object, Source = Batch> {
  readonly definition: AnyModelDefinition;
  /** As validated, with defaults. */
  readonly config: unknown;
  /** What it was made with. Saved along where the definition tells how. */
  readonly tokenizer?: Tokenizer | undefined;
  readonly modules: Readonly<Record<string, Module>>;
  readonly objectives: readonly Objective<Batch>[];
  readonly tasks: {
    readonly [T in keyof Tasks]: {
      /** Why this task can't be done with this model, if it can't. */
      readonly unavailable: string | undefined;
      /** Options that hold where they are left out, before those of the task: {@link ModelDefinition.defaults}. */
      readonly defaults: DefaultsOf<Tasks[T]['options']>;
      /** Starts a run. Lazy: nothing is computed before a step or the result is asked for. */
      sample(input: InputValue<Tasks[T]['input']>, ...options: OptionArgs<InputOf<Tasks[T]['options']>>): Sampling<T extends keyof Runs ? StepOf<Runs[T]> : never, T extends keyof Runs ? ResultOf<Runs[T]> : never>;
    };
  };
  /** As {@link ModelInstance.dataset}; the trainer calls it. */
  dataset?(source: Dataset<Source>, call: DatasetCall): Dataset<Batch> | Promise<Dataset<Batch>>;
  /** As {@link ModelInstance.choices}. */
  choices?(): Promise<Readonly<Record<string, readonly NamedValue[]>>>;
  /** As {@link ModelInstance.adopted}. */
  adopted?(): void;
  /** As {@link ModelInstance.observe}; the trainer calls it. */
  observe?(event?: TrainEvent): Observed;
  /** As {@link ModelInstance.calibrate}; the trainer calls it. */
  calibrate?(batches: AsyncIterable<Batch>, call: CalibrationCall): Promise<void>;
  /** Frees its parameters and buffers. A second call does nothing. */
  dispose(): void;
}
