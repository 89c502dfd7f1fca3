import type { Tokenizer } from '@figment/core/interfaces';
import type { Dataset } from '@figment/core/data';
import type { InputOf, InputValue, Schema, TaskSpec } from '@figment/core/plugin';

/** What the checks need to know about a model. Only the two configs can't be made up. */
export interface PluginCheckOptions<C extends Schema = Schema, Tasks extends Record<string, TaskSpec> = Record<string, TaskSpec>, Batch = never> {
  /** Small: the model is made some fifty times. */
  readonly config: InputOf<C>;
  /** A config that must be refused. */
  readonly invalidConfig: unknown;
  /** Where the checks are run, in turn (cpu, wasm). */
  readonly backends?: readonly string[] | undefined;
  /** A few examples (made up from `data.fields` and `shapes` of the definition). */
  readonly data?: (Batch extends unknown ? Dataset<Batch> : never) | undefined;
  /** Inputs of tasks; called anew for each run, and freed after it (made up by kind and `shapes`). */
  readonly inputs?: { readonly [T in keyof Tasks]?: () => InputValue<Tasks[T]['input']> | Promise<InputValue<Tasks[T]['input']>> } | undefined;
  /** Options of tasks that make them quick, or that have no default. */
  readonly options?: { readonly [T in keyof Tasks]?: InputOf<Tasks[T]['options']> } | undefined;
  readonly tokenizer?: Tokenizer | undefined;
  /** Other models, for composites. */
  readonly parts?: Readonly<Record<string, unknown>> | undefined;
  /** How to see the loss fall on a tiny set. */
  readonly training?: {
    /** (40) */
    readonly steps?: number | undefined;
    /** (8) */
    readonly batchSize?: number | undefined;
    /** Of Adam (0.003). */
    readonly learningRate?: number | undefined;
    /** Objectives whose loss falls. (If the model has one objective: that; adversaries need not.) */
    readonly falling?: readonly string[] | undefined;
  } | undefined;
  readonly gradients?: {
    /** Parameters whose gradient is an estimate by design (straight-through, stop-gradient), by the start of their name; true: all. */
    readonly estimated?: readonly string[] | true | undefined;
    /** Largest relative error (0.03). */
    readonly tolerance?: number | undefined;
  } | undefined;
  /** How long a run may take to end after an abort (10,000). */
  readonly abortLimitMs?: number | undefined;
}
