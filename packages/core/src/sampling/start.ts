import { FigmentError } from '../errors.ts';
import { shown } from '../plugin/schema/path.ts';
import type { RunCall } from '../plugin/spec/v1.ts';
import { streams } from '../plugin/streams.ts';
import { foldIn, key } from '../random/index.ts';
import { tensorsIn } from '../tensor-tree.ts';
import { createSampling, type RunPlan } from './run.ts';
import type { RunOptions, Sampling } from './sampling.ts';

/** What a run is made from, besides what its caller chooses. */
export interface Start<Step, Result> extends Partial<Pick<RunPlan<Step, Result>, 'borrowed' | 'prepare' | 'guard'>> {
  /** Named in messages: `task "interpolate" of figment/vae`. */
  readonly name: string;
  /** The tensors in it are the caller's. */
  readonly input: unknown;
  /** What runs: as the run of a task is written. */
  readonly begin: (call: RunCall) => AsyncGenerator<Step, Result, undefined>;
}

/**
 * A lazy run of an author's generator: with a seed, stoppable, and nothing it allocates is left behind, however it ends. Tasks of models
 * are run by it, and so can be what is no task.
 *
 * @throws FigmentError `OPTIONS_INVALID` for a seed or signal that is none
 */
export function startSampling<Step, Result>({ name, input, begin, borrowed, prepare, guard }: Start<Step, Result>, { seed = drawSeed(), signal }: RunOptions = {}): Sampling<Step, Result> {
  checkRunOptions(seed, signal);
  const inputs = tensorsIn(input);
  return createSampling({
    name,
    seed,
    signal,
    guard: guard ?? (() => undefined),
    borrowed: (tensor) => inputs.has(tensor) || borrowed?.(tensor) === true,
    prepare: prepare ?? (() => Promise.resolve()),
    begin: (call) => begin({ ...call, key: foldIn(key(seed), streams.sampling) }),
  });
}

function drawSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] as number;
}

function checkRunOptions(seed: unknown, signal: unknown): void {
  if (!Number.isSafeInteger(seed)) throw new FigmentError('OPTIONS_INVALID', `options.seed must be a safe integer, got ${shown(seed)}.`);
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw new FigmentError('OPTIONS_INVALID', `options.signal must be an AbortSignal, got ${shown(signal)}.`);
}
