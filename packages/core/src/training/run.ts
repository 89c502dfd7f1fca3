import { checkDevice, guardDevice } from '../backend/in-flight.ts';
import { ensureBackend } from '../backend/select.ts';
import type { CheckpointPath } from '../checkpoint/stores/store.ts';
import type { Dataset } from '../data/dataset.ts';
import { FigmentError } from '../errors.ts';
import { refreshHostCopy } from '../plugin/host-copy.ts';
import { streams } from '../plugin/streams.ts';
import { foldIn, key, type Key } from '../random/index.ts';
import { batchesFor } from './batches-for.ts';
import { breathe } from './breathe.ts';
import { calibrateOn } from './calibrate.ts';
import { withWayOn } from './device-lost.ts';
import type { TrainEvent } from './event.ts';
import { Feed } from './feed.ts';
import { notFinite } from './finite.ts';
import type { Interventions } from './intervene.ts';
import type { RunSettings, Trainable, TrainOptions } from './options.ts';
import { recordsOf } from './records.ts';
import { TrainingState } from './state.ts';
import { type Measurement, takeStep } from './step.ts';
import { Stopwatch } from './stopwatch.ts';
import type { TrainingRun } from './train.ts';
import { freeBatch, uploadBatch } from './upload.ts';

/** What lives from the first step to the last. */
interface Underway<Batch, Observed extends object> {
  readonly state: TrainingState<Batch>;
  readonly data: Dataset<Batch>;
  readonly feed: Feed<Batch>;
  readonly interventions: Interventions<Batch, Observed> | undefined;
}

/** Loaded by runs that save or resume: others do without checkpoints and their stores. */
const persistence = () => import('./persist.ts');

export class Run<Batch, Observed extends object, Source = Batch> implements TrainingRun<Observed> {
  readonly #model: Trainable<Batch, Observed, Source>;
  readonly #options: TrainOptions<Batch, Source, Observed>;
  readonly #signal: AbortSignal | undefined;
  readonly #stopwatch = new Stopwatch();
  #settings: RunSettings<Observed>;
  #seed: number;
  #underway: Underway<Batch, Observed> | undefined;
  /** Calls queue here: steps, saves and uses of the averages exclude each other. */
  #turn: Promise<unknown> = Promise.resolve();
  #ended = false;
  /** Why the run ended between two calls; told by the next. */
  #untold: { readonly error: unknown } | undefined;
  #pause: { readonly over: Promise<void>; readonly end: () => void } | undefined;
  /** In words. */
  #lastSaved: string | undefined;
  #step = 0;

  constructor(model: Trainable<Batch, Observed, Source>, options: TrainOptions<Batch, Source, Observed>, settings: RunSettings<Observed>) {
    this.#model = model;
    this.#options = options;
    this.#settings = settings;
    this.#signal = options.signal;
    this.#seed = options.seed ?? (crypto.getRandomValues(new Uint32Array(1))[0] as number);
  }

  get seed(): number {
    return this.#seed;
  }

  get step(): number {
    return this.#step;
  }

  get paused(): boolean {
    return this.#pause !== undefined;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<TrainEvent & Observed, void>> {
    if (!this.#ended) this.#signal?.addEventListener('abort', this.#onAbort);
    while (this.#pause !== undefined && this.#signal?.aborted !== true) await this.#pause.over;
    return await this.#queue(async () => {
      if (this.#untold !== undefined) {
        const { error } = this.#untold;
        this.#untold = undefined;
        throw error;
      }
      if (this.#ended) return { done: true, value: undefined };
      try {
        this.#signal?.throwIfAborted();
        const underway = this.#underway ?? (await this.#begin());
        if (underway.state.step < this.#settings.steps) return { done: false, value: await this.#advance(underway) };
        await this.#end();
        return { done: true, value: undefined };
      } catch (error) {
        const told = withWayOn(error, { step: this.#step, lastSaved: this.#lastSaved });
        await this.#end().catch(() => undefined);
        throw told;
      }
    });
  }

  async return(): Promise<IteratorResult<TrainEvent & Observed, void>> {
    const ended = this.#queue(() => this.#end());
    this.resume();
    await ended;
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<never> {
    await this.return();
    throw error;
  }

  pause(): void {
    if (this.#pause !== undefined || this.#ended) return;
    let end!: () => void;
    const over = new Promise<void>((resolve) => { end = resolve; });
    this.#pause = { over, end };
  }

  resume(): void {
    this.#pause?.end();
    this.#pause = undefined;
  }

  withAverage<T>(use: () => T | Promise<T>): Promise<T> {
    return this.#queue(async () => {
      const state = this.#underway?.state;
      state?.showAverages();
      try {
        return await use();
      } finally {
        state?.showTrained();
      }
    });
  }

  save(to: CheckpointPath | undefined = this.#options.checkpoint?.to): Promise<void> {
    return this.#queue(async () => {
      if (this.#underway === undefined) throw new FigmentError('TRAINING_INVALID', 'save: this run has not begun, or is over; save between its first event and its last.');
      if (to === undefined || this.#model.definition === undefined) throw new FigmentError('TRAINING_INVALID', 'save: say where to, and train a model made from a definition (createModel).');
      await this.#checkpoint(this.#underway, to);
    });
  }

  #queue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #begin(): Promise<Underway<Batch, Observed>> {
    await ensureBackend();
    const { resumeFrom, seed, checkpoint } = this.#options;
    // Before there is anything to lose: when it is to be saved, the network may be gone, or the program be ending.
    const saving = resumeFrom === undefined && checkpoint === undefined ? undefined : await persistence();
    const resumed = resumeFrom === undefined ? undefined : await saving?.openRun(resumeFrom, this.#model.definition, this.#settings);
    if (resumed !== undefined) {
      if (seed !== undefined && seed !== resumed.seed) throw new FigmentError('TRAINING_INVALID', `train: ${resumed.location} was trained with seed ${resumed.seed} and goes on with it, got seed ${seed}.`);
      this.#seed = resumed.seed;
      if (this.#options.batchSize === undefined) this.#settings = { ...this.#settings, batchSize: resumed.batchSize };
    }
    const { optimizer, ema, batchSize, policy } = this.#settings;
    const state = TrainingState.start(this.#model.modules, this.#model.objectives, optimizer, ema);
    let interventions: Interventions<Batch, Observed> | undefined;
    try {
      await resumed?.load(state);
      if (policy !== undefined) {
        interventions = new (await import('./intervene.ts')).Interventions(state, policy);
        await resumed?.take(interventions);
      }
      const data = await batchesFor(this.#model, this.#options.data, { signal: this.#signal });
      const feed = new Feed(data, { key: foldIn(key(this.#seed), streams.data), batchSize, from: state.cursor });
      this.#underway = { state, data, feed, interventions };
    } catch (error) {
      state.dispose();
      interventions?.dispose();
      throw error;
    }
    this.#step = state.step;
    if (resumed !== undefined) this.#lastSaved = `${resumed.location} (step ${state.step})`;
    return this.#underway;
  }

  async #advance(underway: Underway<Batch, Observed>): Promise<TrainEvent & Observed> {
    const { steps, batchSize, accumulate, optimizer, schedule } = this.#settings;
    await breathe();
    this.#signal?.throwIfAborted();
    const { state } = underway;
    checkDevice(state.device);
    const learningRate = optimizer.learningRate * schedule.factor(state.step, steps);
    this.#stopwatch.start();
    const { step, measurements, failure } = await this.#takeStep(underway, learningRate);
    this.#stopwatch.stop(batchSize * accumulate);
    const made: TrainEvent = { step, steps, ...recordsOf(measurements, this.#model.objectives.length === 1), learningRate, samplesPerSecond: this.#stopwatch.rate(), saved: false };
    const observed = this.#model.observe?.(made) ?? ({} as Observed);
    const intervention = underway.interventions?.after({ ...made, ...observed });
    if (failure !== undefined && intervention === undefined) throw failure;
    this.#step = state.step;
    const last = state.step === steps || intervention?.kind === 'stop';
    const { every } = this.#options.checkpoint ?? {};
    const saved = last || (every !== undefined && step % every === 0) ? await this.#checkpoint(underway) : false;
    if (last) await this.#complete(underway);
    return { ...made, saved, ...(intervention && { intervention }), ...observed };
  }

  /** One step, whole or not at all; with a policy, one whose numbers are not finite is none, and goes on to it. */
  async #takeStep({ state, data, feed, interventions }: Underway<Batch, Observed>, learningRate: number): Promise<{ readonly step: number; readonly measurements: Measurement[]; readonly failure?: FigmentError | undefined }> {
    const { hosts, cursor } = await feed.take(this.#settings.accumulate);
    this.#signal?.throwIfAborted();
    const step = state.step + 1;
    const batches: Batch[] = [];
    const snapshot = state.snapshot();
    try {
      for (const host of hosts) batches.push(uploadBatch(host, data.fields));
      const stepping = takeStep(state, snapshot, batches, { key: foldIn(this.#draws(state.redraws), step), step, learningRate, settings: this.#settings, signal: this.#signal });
      // The work is queued on the device by now: time to read the next batch.
      if (step < this.#settings.steps) feed.prefetch();
      const measurements = await guardDevice(stepping, state.device);
      this.#signal?.throwIfAborted();
      const failure = notFinite(measurements, { objectives: this.#model.objectives, step, lastSaved: this.#lastSaved });
      if (failure === undefined) {
        state.step = step;
        snapshot.commit();
      } else if (interventions === undefined) throw failure;
      else snapshot.rollBack();
      state.cursor = cursor;
      return { step, measurements, failure };
    } catch (error) {
      snapshot.rollBack();
      throw error;
    } finally {
      for (const batch of batches) freeBatch(batch);
    }
  }

  /** What steps draw from: anew each time a policy went back. */
  #draws(redraws: number): Key {
    return redraws === 0 ? key(this.#seed) : foldIn(foldIn(key(this.#seed), streams.redraws), redraws);
  }

  /** After the last step: the averages stay in the model, which is calibrated with them. */
  async #complete(underway: Underway<Batch, Observed>): Promise<void> {
    const { state, data } = underway;
    const { calibrate: wanted = true } = this.#options;
    state.showAverages();
    if (wanted && this.#model.calibrate !== undefined) {
      await calibrateOn(this.#model, data, { seed: this.#seed, batchSize: this.#settings.batchSize, signal: this.#signal });
      await this.#write(underway);
    }
    await this.#end();
  }

  /** Saves, and brings the copy on the host, which outlives a lost device, to the same weights. */
  async #checkpoint(underway: Underway<Batch, Observed>, to?: CheckpointPath): Promise<boolean> {
    const { state } = underway;
    if (!(await this.#write(underway, to))) return false;
    state.showAverages();
    try {
      await refreshHostCopy(this.#model);
    } finally {
      state.showTrained();
    }
    return true;
  }

  /** Saves where the run's checkpoints go, if anywhere. */
  async #write({ state, interventions }: Underway<Batch, Observed>, to: CheckpointPath | undefined = this.#options.checkpoint?.to): Promise<boolean> {
    if (to === undefined) return false;
    const { saveRun } = await persistence();
    const location = await saveRun(this.#model, state, { settings: this.#settings, seed: this.#seed, data: this.#options.data.title, interventions }, to, this.#options.checkpoint);
    this.#lastSaved = `${location} (step ${state.step})`;
    return true;
  }

  /** An abort between two steps frees everything at once, even if nobody asks again. */
  readonly #onAbort = (): void => {
    this.resume();
    void this.#queue(async () => {
      if (this.#ended) return;
      await this.#end().catch(() => undefined);
      this.#untold = { error: this.#signal?.reason };
    });
  };

  async #end(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#signal?.removeEventListener('abort', this.#onAbort);
    const { state, feed, interventions } = this.#underway ?? {};
    this.#underway = undefined;
    state?.showAverages();
    state?.dispose();
    interventions?.dispose();
    await feed?.close();
    if (state?.device?.lost === undefined) await refreshHostCopy(this.#model);
  }
}
