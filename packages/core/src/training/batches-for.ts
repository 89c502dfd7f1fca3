import type { Dataset } from '../data/dataset.ts';
import { hasFields } from '../plugin/require-fields.ts';
import type { Trainable, TrainingData } from './options.ts';

/**
 * The batches that a model's objectives see of data: the data themselves, or what the model makes of them. `train` and `calibrate` do so
 * themselves; for code that reads batches on its own, such as held-out data that are measured again and again.
 */
export async function batchesFor<Batch, Source = Batch>(
  model: Pick<Trainable<Batch, object, Source>, 'dataset' | 'definition'>,
  data: NoInfer<TrainingData<Batch, Source>>,
  { signal = new AbortController().signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Dataset<Batch>> {
  const { dataset, definition } = model;
  const ready = definition?.data?.batch;
  if (dataset === undefined || (ready !== undefined && hasFields(data.fields, ready))) return data as Dataset<Batch>;
  signal.throwIfAborted();
  return await dataset.call(model, data as Dataset<Source>, { signal });
}
