/** Options that every task takes. */
export interface RunOptions {
  /** Same seed, same result. Drawn at random if absent, and told in {@link Sampling.seed}. */
  readonly seed?: number | undefined;
  /** Aborts within one step. */
  readonly signal?: AbortSignal | undefined;
}

/** Something that went another way than was asked for, and does not stop a run: a prompt that was cut short. */
export interface SamplingWarning {
  /** Stable, for hosts: 'PROMPT_TRUNCATED'. */
  readonly code: string;
  /** For people: what happened, and what would help. */
  readonly message: string;
}

/** What a task yields while it runs. `sample` is lent: valid until the next step is asked for; keep it with `.clone()`. */
export interface SamplingStep<Sample> {
  /** From 1. */
  readonly step: number;
  /** How many steps there will be, if known. */
  readonly of: number | undefined;
  readonly sample: Sample;
  /** What came up since the last step; hosts show it. */
  readonly warnings?: readonly SamplingWarning[] | undefined;
}

/**
 * One lazy run of a task. Iterating and `result()` share it, and nothing runs before one of them is asked for.
 * However iterating ends (break, throw, abort), nothing leaks.
 */
export interface Sampling<Step, Result> extends AsyncIterable<Step> {
  readonly seed: number;
  /**
   * The final result, owned by the caller. Ask before the run ends.
   *
   * @throws FigmentError `SAMPLING_STOPPED` when the iteration was left early, `SAMPLING_CONSUMED` when the run is over,
   * `DEVICE_LOST` and `DEVICE_ERROR` of a GPU; and what the task throws
   */
  result(): Promise<Result>;
}

/** Anything that can be sampled from. */
export interface Sampler<Input, Options, Step, Result> {
  /** Starts a run, lazily. */
  sample(input: Input, options?: Options & RunOptions): Sampling<Step, Result>;
}
