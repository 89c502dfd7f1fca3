import { openCheckpoint } from '../checkpoint/checkpoint.ts';
import { MODEL, TRAINING } from '../checkpoint/manifest.ts';
import type { Safetensors, SafetensorsInput } from '../checkpoint/safetensors/index.ts';
import { describeModel, filesAt, writeCheckpoint } from '../checkpoint/save-model.ts';
import { findStore, storeAt } from '../checkpoint/stores/store-at.ts';
import type { CheckpointPath } from '../checkpoint/stores/store.ts';
import { tokenizerFilesOf } from '../checkpoint/tokenizer-files.ts';
import { checkTensors, entryOf, tensorLike } from '../checkpoint/weights.ts';
import { currentSelection } from '../backend/selection.ts';
import { FigmentError } from '../errors.ts';
import type { AnyModelDefinition } from '../plugin/spec/v1.ts';
import type { Tensor } from '../tensor.ts';
import type { CheckpointOptions, RunSettings, Trainable } from './options.ts';
import type { KeptState, RecordedPolicy } from './intervene.ts';
import type { TrainingState } from './state.ts';

/** The state that a policy would go back to. */
const KEPT = 'kept.safetensors';

/** What figment.json says of a run, besides numbers of its settings that are only worth knowing. */
interface Recorded {
  readonly seed: number;
  readonly batchSize: number;
  readonly optimizer: { readonly name: string; readonly options: unknown };
  readonly updates: Readonly<Record<string, number>>;
  readonly averageUpdates: number;
  /** Whether the weights to sample with are averages; then those that are trained stand in training.safetensors. */
  readonly averaged: boolean;
  readonly cursor: unknown;
  readonly rates?: Readonly<Record<string, number>> | undefined;
  readonly redraws?: number | undefined;
  readonly policy?: RecordedPolicy | undefined;
}

/**
 * Writes a checkpoint: model.safetensors has the weights to sample with, training.safetensors what it takes to go on.
 *
 * @returns where it lies
 * @throws FigmentError `STORAGE_FULL`, `STORAGE_FAILED`, `STORAGE_READ_ONLY`
 */
export async function saveRun<Batch, Source>(
  model: Trainable<Batch, object, Source>,
  state: TrainingState<Batch>,
  run: { readonly settings: RunSettings<never>; readonly seed: number; readonly data: string; readonly interventions?: KeptState | undefined },
  to: CheckpointPath,
  { keep: earlier, plugin, provenance }: Partial<CheckpointOptions> = {},
): Promise<string> {
  const { settings, seed, data, interventions } = run;
  const { optimizer, schedule, ema, steps, batchSize, accumulate, clipNorm } = settings;
  const recorded: Recorded = {
    seed,
    batchSize,
    optimizer: { name: optimizer.name, options: optimizer.options },
    updates: Object.fromEntries(state.updates),
    averageUpdates: state.averageUpdates,
    averaged: state.averages.size > 0,
    cursor: state.cursor,
    ...(state.rates.size > 0 && { rates: Object.fromEntries(state.rates) }),
    ...(state.redraws > 0 && { redraws: state.redraws }),
    ...(interventions && { policy: interventions.recorded }),
  };
  const { config, modules, tokenizer: trained } = model;
  const saved = { definition: model.definition as AnyModelDefinition, config, modules, tokenizer: trained };
  const tokenizer = await tokenizerFilesOf(saved);
  const store = storeAt(to);
  await writeCheckpoint(store, {
    describe: (generation) => ({
      ...describeModel({ model: saved, tokenizer }, generation, {
        plugin,
        step: state.step,
        provenance: { data, backend: currentSelection()?.name, saved: new Date().toISOString(), ...provenance },
      }),
      training: { ...recorded, steps, accumulate, clipNorm, ema, schedule: { name: schedule.name, options: schedule.options } },
    }),
    tensors: new Map([
      [MODEL, [...state.weights].map(([name, variable]) => entryOf(name, state.averages.get(name) ?? variable))],
      [TRAINING, [...trainingTensors(state)].map(([name, tensor]): SafetensorsInput => entryOf(name, tensor))],
      ...(interventions ? [[KEPT, [...interventions.tensors].map(([name, tensor]): SafetensorsInput => entryOf(name, tensor))] as const] : []),
    ]),
    files: filesAt([['', tokenizer]]),
    keep: earlier,
  });
  return store.location;
}

/** What stands in training.safetensors, by name. */
function trainingTensors<Batch>(state: TrainingState<Batch>, averaged = state.averages.size > 0): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  if (averaged) for (const [name, value] of state.trained()) tensors.set(`weights.${name}`, value);
  for (const [objective, ofObjective] of state.slots) {
    for (const [name, slots] of ofObjective) for (const [slot, value] of Object.entries(slots)) tensors.set(`optimizer.${objective}.${name}.${slot}`, value);
  }
  return tensors;
}

/** What a checkpoint fixes before a run begins. */
export interface Resumed {
  readonly location: string;
  readonly seed: number;
  readonly batchSize: number;
  /** Fills a fresh state. All or nothing: what can't be read changes nothing. */
  load<Batch>(state: TrainingState<Batch>): Promise<void>;
  /** Gives a policy of the same name its memory and the state that it kept. */
  take(interventions: KeptState): Promise<void>;
}

/**
 * Opens a checkpoint to go on from.
 *
 * @throws FigmentError `CHECKPOINT_MISMATCH` when it is of another model, has no training state, or that of another optimiser; and what opening throws
 */
export async function openRun(path: CheckpointPath, definition: AnyModelDefinition | undefined, settings: RunSettings<never>): Promise<Resumed> {
  const checkpoint = await openCheckpoint(await findStore(path));
  const { location, manifest } = checkpoint;
  const mismatch = (reason: string): FigmentError => new FigmentError('CHECKPOINT_MISMATCH', `${location} can't be resumed: ${reason}`);
  if (definition !== undefined && manifest.model !== definition.id) throw mismatch(`it holds a ${manifest.model}, not a ${definition.id}.`);
  if (manifest.training === undefined || !manifest.files.includes(TRAINING)) throw mismatch('it holds weights, but not how training goes on; open it with openModel and begin a new run.');
  const recorded = manifest.training as unknown as Recorded;
  if (recorded.optimizer.name !== settings.optimizer.name) throw mismatch(`it was trained with ${recorded.optimizer.name}, and this run has ${settings.optimizer.name}.`);
  return {
    location,
    seed: recorded.seed,
    batchSize: recorded.batchSize,
    async load(state) {
      const names = state.objectives.map(({ objective }) => objective.name);
      if (names.join() !== Object.keys(recorded.updates).join()) throw mismatch(`it has the objectives ${Object.keys(recorded.updates).join(', ')}, and the model ${names.join(', ')}.`);
      const wanted = trainingTensors(state, recorded.averaged);
      const [model, training] = [await checkpoint.tensors(MODEL), await checkpoint.tensors(TRAINING)];
      checkTensors(model, state.weights, { location: `${location}/${MODEL}`, of: `${manifest.model} with this config` });
      checkTensors(training, wanted, { location: `${location}/${TRAINING}`, of: `${settings.optimizer.name} with these options` });
      const [weights, rest] = await readFiles([model, state.weights], [training, wanted]);
      adopt(state, [weights, rest], recorded);
      state.step = manifest.step ?? 0;
    },
    async take(interventions) {
      const { policy } = recorded;
      if (policy?.name !== interventions.recorded.name || !manifest.files.includes(KEPT)) return;
      const file = await checkpoint.tensors(KEPT);
      checkTensors(file, interventions.tensors, { location: `${location}/${KEPT}`, of: 'a run with these options' });
      const [tensors] = await readFiles([file, interventions.tensors]);
      interventions.resume(policy, tensors);
    },
  };
}

type Read = ReadonlyMap<string, Tensor>;

/** The tensors of files; nothing is left when one can't be read. */
async function readFiles<const Files extends readonly (readonly [Safetensors, ReadonlyMap<string, Tensor>])[]>(...files: Files): Promise<{ [Place in keyof Files]: Read }> {
  const read: Map<string, Tensor>[] = [];
  try {
    for (const [file, wanted] of files) {
      const tensors = new Map<string, Tensor>();
      read.push(tensors);
      for await (const [name, array] of file.readAll()) tensors.set(name, tensorLike(wanted.get(name) as Tensor, array));
    }
    return read as { [Place in keyof Files]: Read };
  } catch (error) {
    for (const tensors of read) for (const tensor of tensors.values()) tensor.dispose();
    throw error;
  }
}

/** Makes what was read the state, and frees what the state does not hold on to. */
function adopt<Batch>(state: TrainingState<Batch>, [model, training]: [Read, Read], recorded: Recorded): void {
  const before = state.held();
  for (const [name, variable] of state.weights) variable.assign((training.get(`weights.${name}`) ?? model.get(name)) as Tensor);
  // A run that averages goes on from weights that were not averaged: they are the average so far.
  state.averages = new Map([...state.averages.keys()].map((name) => [name, model.get(name) as Tensor]));
  state.slots = new Map([...state.slots].map(([objective, ofObjective]) => [
    objective,
    new Map([...ofObjective].map(([name, slots]) => [name, Object.fromEntries(Object.keys(slots).map((slot) => [slot, training.get(`optimizer.${objective}.${name}.${slot}`) as Tensor]))])),
  ]));
  state.updates = new Map(Object.entries(recorded.updates));
  state.averageUpdates = recorded.averageUpdates;
  state.cursor = recorded.cursor;
  state.rates = new Map(Object.entries(recorded.rates ?? {}));
  state.redraws = recorded.redraws ?? 0;
  const held = state.held();
  for (const tensor of [...before, ...model.values(), ...training.values()]) if (!held.has(tensor)) tensor.dispose();
}
