import { createModel, FigmentError, train as trainModel } from '@figment/core';
import { currentSelection } from '@figment/core/backend';
import { openModel } from '@figment/core/checkpoint';
import { augmentImages, pick } from '@figment/core/data';
import { optimizerFor, scheduleFor, type TrainingSettings } from '@figment/core/training';

import { plainError } from '../errors.ts';
import type { TrainMessage, TrainOutcome, TrainProgress, TrainRequest } from '../protocol.ts';
import { backend } from './backend.ts';
import { registry } from './catalogue.ts';
import { openData, type PictureSet } from './data-sets.ts';
import { type AnyModel } from './models.ts';
import { checkpointAt } from './places.ts';
import { previewer } from './preview.ts';

/** Losses are told in bundles: a page that redraws a thousand times a second would do nothing else. */
const tellEveryMs = 200;

interface Running {
  paused: { readonly until: Promise<void>; readonly release: () => void } | undefined;
  stopping: boolean;
}

let running: Running | undefined;

/** Trains one model, saves it under the run's name, and tells how it goes. A stopped run can be resumed, bit for bit. */
export async function train(request: TrainRequest, onMessage: (message: TrainMessage) => void): Promise<TrainOutcome> {
  if (running !== undefined) throw new FigmentError('TRAINING_INVALID', 'a run is going on already; stop it first.');
  const run: Running = { paused: undefined, stopping: false };
  running = run;
  let model: AnyModel | undefined;
  try {
    onMessage({ type: 'stage', stage: 'backend' });
    await backend();
    onMessage({ type: 'stage', stage: 'data' });
    const data = await openData(request.data);
    onMessage({ type: 'stage', stage: 'model' });
    model = await startingModel(request);
    onMessage({ type: 'stage', stage: 'training', parameters: parametersOf(model) });
    return await loop(request, model, data, run, onMessage);
  } finally {
    running = undefined;
    model?.dispose();
  }
}

/** Fresh weights, or those of the model that is taken further. */
async function startingModel({ definition: id, config, seed, from }: TrainRequest): Promise<AnyModel> {
  const definition = registry.model(id);
  if (from !== undefined) return await openModel(checkpointAt(from), definition, { also: registry.list('models') });
  return await createModel(definition, config, { seed });
}

async function loop(request: TrainRequest, model: AnyModel, data: PictureSet, run: Running, onMessage: (message: TrainMessage) => void): Promise<TrainOutcome> {
  const settings = request.training as unknown as TrainingSettings;
  const to = `opfs:${request.name}`;
  const plugin = registry.plugins().find(({ models }) => models?.includes(model.definition) === true);
  const wanted = Object.keys(model.definition.data?.fields ?? data.fields) as 'image'[];
  const training = trainModel(model, {
    data: augmentImages(pick(data, ...wanted), settings.augment),
    steps: settings.steps,
    batchSize: settings.batchSize,
    optimizer: optimizerFor(settings),
    schedule: scheduleFor(settings),
    clipNorm: settings.clipNorm,
    ema: settings.ema,
    seed: request.seed,
    checkpoint: {
      to,
      every: request.checkpointEvery,
      provenance: { data: { name: request.data }, settings, backend: currentSelection()?.name, ...(request.from !== undefined && { from: request.from }) },
      ...(plugin && { plugin: { id: plugin.id, version: plugin.version } }),
    },
    ...(request.resume && { resumeFrom: to }),
  });
  const preview = request.preview === undefined ? undefined : await previewer(model, request, data);

  let told: TrainProgress[] = [];
  let toldAt = 0;
  let last = 0;
  const tell = (): void => {
    if (told.length === 0) return;
    onMessage({ type: 'progress', events: told });
    told = [];
    toldAt = performance.now();
  };
  for await (const { step, steps, losses, metrics, learningRate, samplesPerSecond, saved } of training) {
    last = step;
    told.push({ step, steps, losses, metrics, learningRate, samplesPerSecond, saved });
    if (performance.now() - toldAt > tellEveryMs || saved || step === 1) tell();
    if (preview !== undefined && (step === 1 || step % (request.preview?.every ?? 1) === 0 || step === steps)) {
      tell();
      try {
        onMessage(await training.withAverages(() => preview(step)));
      } catch (error) {
        onMessage({ type: 'preview-failed', step, error: plainError(error) });
      }
    }
    if (step === steps) onMessage({ type: 'stage', stage: 'calibrating' });
    await run.paused?.until;
    if (run.stopping) break;
  }
  tell();
  return { step: last, finished: last >= settings.steps };
}

export function pause(): Promise<void> {
  if (running !== undefined && running.paused === undefined) {
    let release = (): void => undefined;
    const until = new Promise<void>((resolve) => { release = resolve; });
    running.paused = { until, release };
  }
  return Promise.resolve();
}

export function resume(): Promise<void> {
  running?.paused?.release();
  if (running !== undefined) running.paused = undefined;
  return Promise.resolve();
}

/** Ends the run after the step it is in; what it learnt is saved. */
export function stop(): Promise<void> {
  if (running !== undefined) running.stopping = true;
  return resume();
}

function parametersOf({ modules }: AnyModel): number {
  let count = 0;
  for (const module of Object.values(modules)) for (const [, parameter] of module.namedParameters()) count += parameter.size;
  return count;
}
