import { FigmentError } from '@figment/core';
import { currentSelection } from '@figment/core/backend';
import { dispose } from '@figment/core/ops';
import { fromHost, type Kind, type Kinds, toHost, transferList } from '@figment/core/plugin';
import type { Sampling, SamplingStep } from '@figment/core/sampling';
import { transfer } from 'comlink';

import type { GenerateRequest, GenerateResult, GenerateStep, InputValue, Plain, Shown, StepExtras } from '../protocol/index.ts';
import { breathe } from './breathe.ts';
import { pictures } from './data-sets.ts';
import { type AnyModel, hold } from './models.ts';
import { withBytes } from './token-bytes.ts';

const running = new Map<string, AbortController>();
/** Steps are shown no more often than a screen can follow. */
const shownEveryMs = 40;

/** Runs a task on an open model; tells of steps as they come. */
export async function generate(request: GenerateRequest, onStep: (step: GenerateStep) => void | Promise<void>): Promise<GenerateResult> {
  const controller = new AbortController();
  running.set(request.id, controller);
  // Steps and the result go through ports of their own, in no order: the result waits until the last step has arrived.
  let told = Promise.resolve();
  try {
    const { model } = await hold(request.source);
    const given = await shownInputs(request.inputs);
    const result = await runTask(model, request, given, controller.signal, (step) => { told = Promise.resolve(onStep(step)); });
    await told;
    return transfer(result, transferList([result.output, result.lastStep]));
  } finally {
    running.delete(request.id);
  }
}

/** Stops a run within one step. */
export function cancel(id: string): Promise<void> {
  running.get(id)?.abort();
  return Promise.resolve();
}

/** What a task makes of one picture, e.g. its place in the latent space. */
export async function derive(source: string, by: string, picture: InputValue): Promise<Shown> {
  const { model, description } = await hold(source);
  const task = description.tasks.find(({ name }) => name === by);
  const field = task?.input[0]?.name;
  if (field === undefined) throw new FigmentError('TASK_UNKNOWN', `${description.title} has no task "${by}" that takes a picture.`);
  const given = await shownInputs({ [field]: picture });
  return (await runTask(model, { task: by, options: {}, seed: 0 }, given, undefined, () => undefined)).output;
}

interface Run {
  readonly task: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly everyStep?: boolean;
}

/** Runs one task of a model on host values. */
export async function runTask(model: AnyModel, { task, options, seed, everyStep = false }: Run, given: Readonly<Record<string, Shown>>, signal: AbortSignal | undefined, onStep: (step: GenerateStep) => void): Promise<GenerateResult> {
  const from = performance.now();
  const spec = (model.definition.tasks as Readonly<Record<string, { output: Kind; input: Readonly<Record<string, Kind>> }>>)[task];
  const runner = (model.tasks as Readonly<Record<string, { sample(input: unknown, options: unknown): Sampling<SamplingStep<unknown>, unknown> }>>)[task];
  if (spec === undefined || runner === undefined) throw new FigmentError('TASK_UNKNOWN', `${model.definition.id} has no task "${task}".`);
  const inputs: Record<string, unknown> = {};
  let result: unknown;
  try {
    for (const [name, { kind, value }] of Object.entries(given)) inputs[name] = fromHost(kind as Kind, value as never);
    const sampling = runner.sample(inputs, { ...options, seed, ...(signal && { signal }) });
    const whole = sampling.result();
    let firstStepMs = 0;
    let shownAt = 0;
    let lastStep: GenerateStep | undefined;
    let passed: StepExtras[] = [];
    const tell = (step: GenerateStep): void => {
      shownAt = performance.now();
      onStep({ ...step, passed });
      passed = [];
    };
    for await (const step of sampling) {
      const host = await hostStep(step, spec.output, performance.now() - from, model.tokenizer);
      if (firstStepMs === 0) firstStepMs = performance.now() - from;
      lastStep = host;
      if (everyStep) passed.push({ ...host.extras, ...(host.sample !== undefined && { sample: host.sample }) });
      if (performance.now() - shownAt > shownEveryMs) {
        tell(host);
        await breathe();
      }
    }
    result = await whole;
    if (passed.length > 0 && lastStep !== undefined) tell(lastStep);
    const output: Shown = { kind: spec.output, value: await toHost(spec.output, result as Kinds[Kind]) };
    return { output, inputs: given, lastStep, ms: performance.now() - from, firstStepMs, backend: currentSelection()?.name ?? '' };
  } finally {
    dispose(inputs as never);
    if (result !== undefined) dispose(result as never);
  }
}

async function hostStep({ step, of, sample, ...extras }: SamplingStep<unknown>, kind: Kind, ms: number, tokenizer: AnyModel['tokenizer']): Promise<GenerateStep> {
  const host = await toHost('score', { sample, extras } as never) as unknown as { sample: unknown; extras: Record<string, unknown> };
  return { step, of, sample: host.sample === undefined ? undefined : { kind: sampleKind(host.sample, kind), value: host.sample }, extras: withBytes(host.extras, tokenizer), passed: [], ms };
}

/** A step's sample is of the output's kind, except where the output is no array: an anomaly's step shows the rebuilt picture. */
function sampleKind(sample: unknown, output: Kind): string {
  const shape = (sample as Partial<Plain>).shape;
  return output === 'score' && shape !== undefined && shape.length >= 3 ? 'image' : output;
}

async function shownInputs(inputs: Readonly<Record<string, InputValue>>): Promise<Readonly<Record<string, Shown>>> {
  const entries = await Promise.all(Object.entries(inputs).map(async ([name, input]): Promise<[string, Shown]> => {
    if (input.from === 'plain') return [name, { kind: input.kind, value: input.value }];
    const [found] = await pictures(input.data, [input.index]);
    if (found === undefined) throw new FigmentError('INPUT_INVALID', `input.${name} must be a picture of ${input.data}, and there is none at place ${input.index}.`);
    return [name, { kind: 'image', value: found.picture }];
  }));
  return Object.fromEntries(entries);
}
