import { guardDevice } from '../backend/in-flight.ts';
import { ensureBackend } from '../backend/select.ts';
import { FigmentError } from '../errors.ts';
import { cast, concat, download, reshape, tidy } from '../ops/index.ts';
import { foldIn, key } from '../random/index.ts';
import type { Tensor } from '../tensor.ts';
import { batchesFor } from './batches-for.ts';
import { breathe } from './breathe.ts';
import { checkOption, positiveInteger } from './check.ts';
import type { Objective } from './objective.ts';
import type { Trainable, TrainingData } from './options.ts';
import { freeBatch, uploadBatch } from './upload.ts';

/** Options of {@link evaluate}. */
export interface EvaluateOptions {
  /** 32 */
  readonly batchSize?: number | undefined;
  /** At most so many examples, the first (all). */
  readonly limit?: number | undefined;
  /** Of what objectives draw (0). */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Means over all that was measured; names as in the events of a training. */
export interface Evaluation {
  readonly losses: Readonly<Record<string, number>>;
  readonly metrics: Readonly<Record<string, number>>;
}

/**
 * How well a model does on data that it does not learn from: losses and metrics without dropout, and nothing is changed.
 *
 * @throws FigmentError `OPTIONS_INVALID`, `DATA_INVALID`, `DATA_EMPTY`, `DEVICE_LOST`; the signal's reason when it is aborted
 */
export async function evaluate<Batch, Source = Batch>(
  model: Pick<Trainable<Batch, object, Source>, 'dataset' | 'definition' | 'objectives'>,
  data: NoInfer<TrainingData<Batch, Source>>,
  { batchSize = 32, limit = Infinity, seed = 0, signal }: EvaluateOptions = {},
): Promise<Evaluation> {
  checkOption('evaluate', 'batchSize', batchSize, positiveInteger);
  if (limit !== Infinity) checkOption('evaluate', 'limit', limit, positiveInteger);
  signal?.throwIfAborted();
  await ensureBackend();
  const batches = await batchesFor(model, data, { signal });
  const means = new Map<string, { sum: number; weight: number }>();
  let seen = 0;
  for await (const host of batches.pass({ batchSize: Math.min(batchSize, limit) })) {
    await breathe();
    signal?.throwIfAborted();
    const batch = uploadBatch<Batch>(host, batches.fields);
    try {
      const size = sizeOf(host);
      for (const objective of model.objectives) await guardDevice(measure(objective, batch, { seed, seen, size, alone: model.objectives.length === 1 }, means));
      seen += size;
    } finally {
      freeBatch(batch);
    }
    if (seen >= limit) break;
  }
  if (seen === 0) throw new FigmentError('DATA_EMPTY', `${batches.title} has no example to measure on.`);
  const mean = (prefix: string): Record<string, number> => Object.fromEntries([...means].flatMap(([name, { sum, weight }]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), sum / weight]] : [])));
  return { losses: mean('loss:'), metrics: mean('metric:') };
}

async function measure<Batch>(objective: Objective<Batch>, batch: Batch, { seed, seen, size, alone }: { seed: number; seen: number; size: number; alone: boolean }, means: Map<string, { sum: number; weight: number }>): Promise<void> {
  let names: string[] = [];
  const measured = tidy(() => {
    const { loss, metrics = {}, weight } = objective.loss(batch, { key: foldIn(key(seed), seen), step: 1, steps: 1, evaluation: true });
    names = [`loss:${objective.name}`, ...Object.keys(metrics).map((name) => `metric:${alone ? '' : `${objective.name}.`}${name}`)];
    return concat([loss, ...Object.values(metrics), ...(weight === undefined ? [] : [weight])].map((scalar: Tensor) => reshape(cast(scalar, 'float32'), [1])));
  });
  try {
    const { data } = await download(measured);
    const weight = data[names.length] ?? size;
    for (const [i, name] of names.entries()) {
      const before = means.get(name) ?? { sum: 0, weight: 0 };
      // A batch without anything to learn says nothing.
      means.set(name, weight === 0 ? before : { sum: before.sum + weight * (data[i] as number), weight: before.weight + weight });
    }
  } finally {
    measured.dispose();
  }
}

/** Examples of a batch. */
function sizeOf(host: object): number {
  const [first] = Object.values(host) as { readonly shape?: readonly number[]; readonly length?: number }[];
  return first?.shape?.[0] ?? first?.length ?? 0;
}
