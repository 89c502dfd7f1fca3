import type { CheckpointPath } from '../checkpoint/stores/store.ts';
import type { TrainEvent } from './event.ts';
import { resolveSettings, type Trainable, type TrainOptions } from './options.ts';
import { Run } from './run.ts';

/**
 * A run: an async iterator that makes one step for each event that is asked for, so it pauses where nobody asks. When it ends, at its last
 * step or early (`break`, a throw, an abort), everything is freed and the model holds the averaged weights, if there are any.
 */
export interface TrainingRun<Observed extends object = object> extends AsyncGenerator<TrainEvent & Observed, void, undefined> {
  /** Of batches and draws; where a checkpoint is resumed, known from the first event on. */
  readonly seed: number;
  /** Steps made. */
  readonly step: number;
  readonly paused: boolean;
  /** Holds the next step back, also from a loop that asks for it. */
  pause(): void;
  /** Lets the run go on after {@link pause}. */
  resume(): void;
  /**
   * Runs something with the averaged weights in the model: samples while it trains. Steps wait until it is done.
   * Don't ask for events, or to save, inside of it.
   */
  withAverage<T>(use: () => T | Promise<T>): Promise<T>;
  /**
   * Writes a checkpoint between two steps, by default where the run's checkpoints go.
   *
   * @throws FigmentError `TRAINING_INVALID` when the run is over, or there is no place; and what saving throws
   */
  save(to?: CheckpointPath): Promise<void>;
}

/**
 * Trains a model. Nothing runs before the first event is asked for.
 *
 * ```ts
 * for await (const { step, losses } of train(model, { data, steps: 4000, checkpoint: { to: 'runs/a', every: 500 } })) …
 * ```
 *
 * While it is iterated it throws FigmentError `LOSS_NOT_FINITE` with objective, step and value, the model being as before that step;
 * `DATA_INVALID` with field and example; `DEVICE_LOST` and `DEVICE_ERROR` of a GPU; `CHECKPOINT_MISMATCH` when it can't resume; what saving and opening throw; and the signal's reason
 * after an abort.
 *
 * @throws FigmentError `OPTIONS_INVALID`, `TRAINING_INVALID`
 */
export function train<Batch, Observed extends object, Source = Batch>(model: Trainable<Batch, Observed, Source>, options: TrainOptions<Batch, Source, Observed>): TrainingRun<Observed> {
  return new Run(model, options, resolveSettings(model, options));
}
