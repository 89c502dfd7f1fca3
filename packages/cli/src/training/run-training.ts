import { FigmentError, train, type TrainingRun } from '@figment/core';
import { selectBackend, type Selection, type SelectOptions } from '@figment/core/backend';
import { augmentImages, holdOut } from '@figment/core/data';
import type { AnyModelDefinition, Registry, TaskSpec } from '@figment/core/plugin';
import { profileSteps, type StepsProfile, type TrainingSettings, trainOptionsFor } from '@figment/core/training';

import type { AnyDataset, DataSource } from '../inputs/data-source.ts';
import type { LocatedModel } from '../models/locate-model.ts';
import { promptInput } from '../models/choose-task.ts';
import { openParts, type PartSources } from '../models/parts.ts';
import { textTask } from '../models/text-task.ts';
import { balanceText, balanceWarning } from '../output/balance-text.ts';
import { interventionText } from '../output/intervention-text.ts';
import { count } from '../output/format.ts';
import type { Output } from '../output/output.ts';
import { profileTable } from '../output/profile-table.ts';
import { progressLine, trainingText } from '../output/progress.ts';
import { stopOnInterrupt } from './interrupt.ts';
import { sampleText } from './sample-text.ts';
import { startingModel, type TrainedModel } from './starting-model.ts';
import type { TokenizerWish } from './tokenizer.ts';
import { tellValidation, type Validation, validationOn } from './validation.ts';

export interface TrainingRequest {
  readonly definition: AnyModelDefinition;
  readonly plugin: { readonly id: string; readonly version: string };
  readonly registry: Registry;
  readonly config: Readonly<Record<string, unknown>>;
  readonly settings: TrainingSettings;
  readonly source: DataSource;
  readonly data: AnyDataset;
  readonly out: string | undefined;
  readonly resumeFrom: string | undefined;
  /** A model to go on from. */
  readonly from: LocatedModel | undefined;
  readonly tokenizer: TokenizerWish;
  /** Where the models lie that it works with. */
  readonly parts: PartSources;
  /** Plugins besides ours, for those. */
  readonly plugins: readonly string[] | undefined;
  /** Steps between measurements on held-out data. */
  readonly validationEvery: number | undefined;
  readonly every: number;
  readonly seed: number | undefined;
  readonly backend: SelectOptions;
  /** What is done when training goes wrong, by its name in the definition. */
  readonly policy: string | undefined;
  /** How many steps are profiled, if any. */
  readonly profile: number | undefined;
}

/** Measurements on held-out data in a run. */
const validations = 10;
/** Steps before those that are profiled. */
const warmUp = 3;

/** Trains, shows how it goes, and saves: at the end, now and then, and when it is stopped. */
export async function runTraining(request: TrainingRequest, output: Output): Promise<void> {
  const { plugin, settings, source, out, resumeFrom, every } = request;
  if (out === undefined) throw new FigmentError('OPTIONS_INVALID', '--out must name the folder where checkpoints go, e.g. --out runs/a.');
  const seed = request.seed ?? Math.floor(Math.random() * 2 ** 31);
  const selection = await selectBackend(request.backend);
  const { train: data, heldOut } = source.validation === undefined ? { train: request.data, heldOut: undefined } : await holdOut(request.data, source.validation);
  const parts = await openParts(request.parts, request.plugins);
  const model = await startingModel({ ...request, data, seed, parts: parts.models }, output).catch((error: unknown) => {
    parts.dispose();
    throw error;
  });
  const next = nextCommand(model, data, out);
  const interrupt = stopOnInterrupt();
  const progress = progressLine(output);
  let step = 0;
  let saved: number | undefined;
  let before: object | undefined;
  let isStopped = false;
  try {
    const run = train(model, {
      data: augmentImages(data, settings.augment),
      ...trainOptionsFor(settings),
      seed,
      signal: interrupt.signal,
      checkpoint: { to: out, every, plugin, provenance: { data: source, settings, backend: selection.name, ...(request.policy !== undefined && { policy: request.policy }), ...(Object.keys(request.parts).length > 0 && { parts: request.parts }) } },
      resumeFrom,
      policy: request.policy,
    });
    announce({ ...request, data }, selection, parametersOf(model.objectives), seed, output);
    const validation = heldOut && (await validationOn(model, heldOut, settings.batchSize));
    const validationEvery = request.validationEvery ?? Math.max(1, Math.ceil(settings.steps / validations));
    const tell = (found: StepsProfile): void => {
      output.event('profile', found);
      progress.interrupt(profileTable(found));
    };
    for await (const event of profileSteps(run, (made) => (made === warmUp ? request.profile ?? 0 : 0), tell)) {
      step = event.step;
      if (event.saved) saved = step;
      output.event('step', event);
      const balance = balanceText(event);
      progress.show({ step, of: event.steps, text: trainingText(event.losses, event.samplesPerSecond, ((event.steps - step) * settings.batchSize) / event.samplesPerSecond, balance === undefined ? [] : [balance]) });
      const warning = balanceWarning(event, before);
      if (warning !== undefined) progress.interrupt(warning);
      before = event;
      if (event.intervention !== undefined) progress.interrupt(interventionText(event));
      isStopped = event.intervention?.kind === 'stop';
      if (validation !== undefined && (step % validationEvery === 0 || step === event.steps)) progress.interrupt(await measured(validation, run, event, output));
      if (event.saved) await show(model, run, data, seed, (text) => { progress.interrupt(text); }, output);
      if (interrupt.requested && event.step < event.steps) {
        if (!event.saved) await run.save();
        break;
      }
    }
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    output.event('stopped', { step: saved, out });
    output.warn(`stopped at once: ${saved !== undefined ? `${out} has step ${saved.toLocaleString('en-US')}` : resumeFrom !== undefined ? `${out} is as it was` : 'nothing is saved yet'}.`);
    process.exitCode = 130;
    return;
  } finally {
    progress.end();
    interrupt.release();
    model.dispose();
    parts.dispose();
  }
  if (step === 0) throw new FigmentError('TRAINING_INVALID', `${out} has made all of its ${settings.steps} steps; say --steps with a larger number to go on.`);
  const done = step >= settings.steps;
  output.event(done ? 'done' : 'stopped', { step, out });
  if (done) output.line(`saved ${out}. ${next}`);
  else output.line(`saved ${out} at step ${step.toLocaleString('en-US')}. Go on with: figment train --resume ${out}`);
  if (isStopped) process.exitCode = 1;
  else if (!done) process.exitCode = 130;
}

/** What a model can be looked at with. */
function nextCommand(model: TrainedModel, data: AnyDataset, out: string): string {
  if (Object.values(data.fields).some(({ kind }) => kind === 'chat')) return `Talk to it with: figment chat ${out}`;
  const told = textTask(model)?.input ?? (asksForText(model) ? 'prompt' : undefined);
  return `Look at it with: figment sample ${out}${told === undefined ? '' : ` --${told} "…"`}`;
}

/** Whether a model makes something else of one text. */
function asksForText({ definition, tasks }: TrainedModel): boolean {
  return Object.entries(definition.tasks as Readonly<Record<string, TaskSpec>>).some(([name, task]) => tasks[name]?.unavailable === undefined && Object.keys(task.input).length === 1 && promptInput(task) !== undefined);
}

/** While a run goes on, a part of the held-out data; after it, all. */
async function measured(validation: Validation, run: TrainingRun, { step, steps }: { readonly step: number; readonly steps: number }, output: Output): Promise<string> {
  return tellValidation(await validation.measure(step === steps ? undefined : run), step, output);
}

/** What the model writes by now, if it writes. */
async function show(model: TrainedModel, run: TrainingRun, data: AnyDataset, seed: number, tell: (text: string) => void, output: Output): Promise<void> {
  const text = await run.withAverage(() => sampleText(model, data, seed));
  if (text === undefined) return;
  output.event('sample', { step: run.step, text });
  tell(`writes   ${text}`);
}

function announce({ definition, data, settings }: TrainingRequest, { name, device, considered }: Selection, parameters: number, seed: number, output: Output): void {
  output.event('start', { model: definition.id, parameters, data: data.title, examples: data.size, backend: name, device, settings, seed });
  const passed = considered.filter((one) => !one.chosen).map((one) => `${one.name}: ${one.reason}`);
  output.line(`backend  ${name} (${device})`);
  for (const reason of passed) output.line(`         ${reason}`);
  const shape = Object.values(data.fields).find((field) => field.shape !== undefined && field.shape.length > 1)?.shape?.join('x') ?? '';
  output.line(`model    ${definition.id}  ${count(parameters)} parameters   data ${data.title}, ${data.size.toLocaleString('en-US')} ${data.size === 1 ? 'example' : 'examples'} ${shape}   seed ${seed}`);
}

function parametersOf(objectives: readonly { parameters(): Iterable<readonly [string, { readonly size: number }]> }[]): number {
  const seen = new Set<{ readonly size: number }>();
  for (const objective of objectives) for (const [, parameter] of objective.parameters()) seen.add(parameter);
  return [...seen].reduce((sum, { size }) => sum + size, 0);
}
