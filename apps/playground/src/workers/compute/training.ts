import { createModel, FigmentError } from '@figment/core';
import { currentSelection } from '@figment/core/backend';
import { openModel } from '@figment/core/checkpoint';
import { augmentImages, type Dataset, type IndexedDataset, pick } from '@figment/core/data';
import { learntFields, trainTokenizer } from '@figment/core/plugin';
import { calibrate, profileSteps, train as trainModel, type TrainEvent, type TrainingRun, type TrainingSettings, trainOptionsFor } from '@figment/core/training';

import { plainError } from '../errors.ts';
import { balanceIn, type TrainMessage, type TrainOutcome, type TrainProgress, type TrainRequest } from '../protocol/index.ts';
import { backend } from './backend.ts';
import { registry } from './catalogue.ts';
import { keepCover } from './cover.ts';
import { openData } from './data-sets.ts';
import { type AnyModel, parametersOf } from './models.ts';
import { checkpointAt } from './places.ts';
import { type Preview, previewer } from './preview.ts';
import { onlyWritten, readsTexts } from './reading.ts';
import { openTexts } from './text-sets.ts';
import { textPreviewer } from './text-preview.ts';
import { linesOf } from './text-values.ts';

/** Losses are told in bundles: a page that redraws a thousand times a second would do nothing else. */
const tellEveryMs = 200;

interface Running {
  training: TrainingRun | undefined;
  stopping: boolean;
  /** What follows the last step; the weights are saved by then, so it can be left out. */
  fitting: boolean;
  /** How many of the next steps to profile. */
  profile: number;
  readonly controller: AbortController;
}

let running: Running | undefined;

/** Trains one model, saves it under the run's name, and tells how it goes. A stopped run can be resumed, bit for bit. */
export async function train(request: TrainRequest, onMessage: (message: TrainMessage) => void): Promise<TrainOutcome> {
  if (running !== undefined) throw new FigmentError('TRAINING_INVALID', 'a run is going on already; stop it first.');
  const run: Running = { training: undefined, stopping: false, fitting: false, profile: 0, controller: new AbortController() };
  running = run;
  let model: AnyModel | undefined;
  try {
    onMessage({ type: 'stage', stage: 'backend' });
    await backend();
    onMessage({ type: 'stage', stage: 'data' });
    const texts = await openTexts(request.data);
    const data = texts ?? await openData(request.data);
    model = await startingModel(request, data, run.controller.signal, onMessage);
    onMessage({ type: 'stage', stage: 'training', parameters: parametersOf(model) });
    const made = model;
    const preview = request.preview === undefined ? undefined : texts === undefined ? await previewer(made, request, await openData(request.data)) : await textPreviewer(made, request, texts);
    return await loop(request, made, data, run, preview, onMessage);
  } catch (error) {
    if (!run.controller.signal.aborted) throw error;
    return { step: run.training?.step ?? 0, finished: run.training?.step === Number(request.training['steps']) };
  } finally {
    running = undefined;
    model?.dispose();
  }
}

/** Fresh weights, or those of the model that is taken further; a model of texts gets a tokenizer that has learnt from them. */
async function startingModel(request: TrainRequest, data: IndexedDataset<unknown>, signal: AbortSignal, onMessage: (message: TrainMessage) => void): Promise<AnyModel> {
  const { definition: id, config, seed, from, resume: again, name } = request;
  const definition = registry.model(id);
  const [also, contributions] = [registry.list('models'), registry.contributions()];
  // A run that goes on reads with what it has learnt to read with.
  const opened = again ? (definition.tokenizer === undefined ? undefined : `opfs:${name}`) : from;
  if (opened !== undefined) {
    onMessage({ type: 'stage', stage: 'model' });
    return await openModel(checkpointAt(opened), definition, { also, contributions, signal });
  }
  const tokenizer = !readsTexts(definition, config, data) ? undefined : await trainTokenizer(definition.tokenizer, linesOf(onlyWritten(data)), {
    options: request.tokenizer ?? {},
    signal,
    onProgress: ({ done, of }) => { onMessage({ type: 'stage', stage: 'tokenizer', ...(of !== undefined && { done, of }) }); },
  });
  onMessage({ type: 'stage', stage: 'model' });
  return await createModel(definition, config, { seed, tokenizer, contributions });
}

async function loop(request: TrainRequest, model: AnyModel, data: IndexedDataset<unknown>, run: Running, preview: Preview | undefined, onMessage: (message: TrainMessage) => void): Promise<TrainOutcome> {
  const settings = request.training as unknown as TrainingSettings;
  const to = `opfs:${request.name}`;
  const plugin = registry.plugins().find(({ models }) => models?.includes(model.definition) === true);
  const wanted = Object.keys(learntFields(model.definition, data.fields, data.title));
  const picked = pick(data as IndexedDataset<Record<string, never>>, ...wanted);
  const source = counted('image' in picked.fields ? augmentImages(picked as never, settings.augment) : picked, (done) => {
    run.fitting = true;
    onMessage({ type: 'stage', stage: 'calibrating', done, of: data.size });
  });
  const training = trainModel(model, {
    data: source,
    ...trainOptionsFor(settings),
    seed: request.seed,
    signal: run.controller.signal,
    checkpoint: {
      to,
      every: request.checkpointEvery,
      provenance: { data: { name: request.data }, settings, backend: currentSelection()?.name, ...(request.from !== undefined && { from: request.from }) },
      ...(plugin && { plugin: { id: plugin.id, version: plugin.version } }),
    },
    policy: request.policy,
    ...(request.resume && { resumeFrom: to }),
  });
  run.training = training;
  let shown: Extract<TrainMessage, { type: 'preview' }> | undefined;
  let told: TrainProgress[] = [];
  let toldAt = 0;
  let last = 0;
  const tell = (): void => {
    if (told.length === 0) return;
    onMessage({ type: 'progress', events: told });
    told = [];
    toldAt = performance.now();
  };
  const toProfile = (): number => {
    const steps = run.profile;
    run.profile = 0;
    return steps;
  };
  for await (const event of profileSteps(training, toProfile, (found) => { onMessage({ type: 'profile', profile: found }); })) {
    const { step, steps, losses, metrics, learningRate, samplesPerSecond, saved, intervention } = event as TrainEvent;
    last = step;
    told.push({ step, steps, losses, metrics, learningRate, samplesPerSecond, saved, balance: balanceIn(event as TrainEvent), intervention });
    if (performance.now() - toldAt > tellEveryMs || saved || step === 1) tell();
    if (preview !== undefined && (step === 1 || step % (request.preview?.every ?? 1) === 0 || step === steps)) {
      tell();
      try {
        const message = await training.withAverage(() => preview(step));
        if (message.type === 'preview') shown = message;
        onMessage(message);
      } catch (error) {
        onMessage({ type: 'preview-failed', step, error: plainError(error) });
      }
    }
    if (!run.stopping || step === steps) continue;
    tell();
    // Half-way it is worth using too: what follows from the data is fitted to the weights as they are.
    onMessage({ type: 'stage', stage: 'saving' });
    await training.save();
    if (model.calibrate !== undefined) {
      await training.withAverage(() => calibrate(model, source, { seed: request.seed, batchSize: settings.batchSize, signal: run.controller.signal }));
      await training.save();
    }
    break;
  }
  tell();
  // What it makes, for the gallery; a model without a picture is a model all the same.
  if (shown !== undefined) await keepCover(request.name, shown.output).catch(() => undefined);
  return { step: last, finished: last >= settings.steps };
}

export function pause(): Promise<void> {
  running?.training?.pause();
  return Promise.resolve();
}

export function resume(): Promise<void> {
  running?.training?.resume();
  return Promise.resolve();
}

export function profile(steps: number): Promise<void> {
  if (running !== undefined) running.profile = steps;
  return Promise.resolve();
}

/** Ends the run after the step it is in; what it learnt is saved. Asked again, or after the last step, it leaves out what comes after training. */
export function stop(): Promise<void> {
  if (running?.fitting === true) running.controller.abort();
  if (running !== undefined) running.stopping = true;
  return resume();
}

/** The same data; what is read in one pass, which calibration does, is counted. */
function counted<Batch>(data: Dataset<Batch>, tell: (done: number) => void): Dataset<Batch> {
  return {
    ...data,
    async *pass(call) {
      let done = 0;
      for await (const batch of data.pass(call)) {
        tell(done);
        yield batch;
        done += call.batchSize;
      }
    },
  };
}
