import { guardDevice } from '../backend/in-flight.ts';
import type { Dataset } from '../data/dataset.ts';
import { FigmentError } from '../errors.ts';
import { refreshHostCopy } from '../plugin/host-copy.ts';
import { streams } from '../plugin/streams.ts';
import { foldIn, key } from '../random/index.ts';
import { TensorOwner } from '../sampling/owner.ts';
import { batchesFor } from './batches-for.ts';
import { breathe } from './breathe.ts';
import { checkOption, positiveInteger } from './check.ts';
import type { Trainable, TrainingData } from './options.ts';
import { freeBatch, uploadBatch } from './upload.ts';

/** Options of {@link calibrate}. */
export interface CalibrateOptions {
  /** Of what calibration draws (0). */
  readonly seed?: number | undefined;
  /** 32 */
  readonly batchSize?: number | undefined;
  /** At most so many examples, the first (all). */
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Fits what a model does not learn by gradient, over the data in order: a prior over latents, quantiles of anomaly scores. `train` does so at
 * its end. A model that has nothing to fit is left as it is.
 *
 * @throws FigmentError `OPTIONS_INVALID`, `DATA_INVALID`, `DATA_EMPTY` when there is no example, `DEVICE_LOST`, `DEVICE_ERROR`; the signal's reason when it is aborted
 */
export async function calibrate<Batch, Source = Batch>(
  model: Pick<Trainable<Batch, object, Source>, 'calibrate' | 'dataset' | 'definition' | 'modules'>,
  data: NoInfer<TrainingData<Batch, Source>>,
  options: CalibrateOptions = {},
): Promise<void> {
  options.signal?.throwIfAborted();
  if (model.calibrate !== undefined) await calibrateOn(model, await batchesFor(model, data, options), options);
}

/** {@link calibrate} on batches. */
export async function calibrateOn<Batch>(model: Pick<Trainable<Batch>, 'calibrate' | 'modules'>, data: Dataset<Batch>, options: CalibrateOptions): Promise<void> {
  const { seed = 0, batchSize = 32, limit = Infinity, signal = new AbortController().signal } = options;
  checkOption('calibrate', 'batchSize', batchSize, positiveInteger);
  if (limit !== Infinity) checkOption('calibrate', 'limit', limit, positiveInteger);
  signal.throwIfAborted();
  const owner = new TensorOwner();
  const call = { key: foldIn(key(seed), streams.calibration), signal, wait: owner.wait.bind(owner) };
  try {
    await guardDevice(Promise.resolve(owner.own(() => model.calibrate?.(lent(data, { batchSize, limit, signal, owner }), call))));
    await refreshHostCopy(model);
  } finally {
    owner.release();
  }
}

/** Each batch lives until the next one is asked for. */
async function* lent<Batch>(data: Dataset<Batch>, { batchSize, limit, signal, owner }: { batchSize: number; limit: number; signal: AbortSignal; owner: TensorOwner }): AsyncGenerator<Batch, void, undefined> {
  let seen = 0;
  for await (const host of data.pass({ batchSize: Math.min(batchSize, limit) })) {
    await breathe();
    signal.throwIfAborted();
    // The owner's, too: who waits for a lost device never asks for the next.
    const batch = owner.own(() => uploadBatch<Batch>(host, data.fields));
    try {
      yield batch;
    } finally {
      freeBatch(batch);
    }
    seen += batchSize;
    if (seen + batchSize > limit) break;
  }
  if (seen === 0) throw new FigmentError('DATA_EMPTY', `${data.title} has no example to calibrate on.`);
}
