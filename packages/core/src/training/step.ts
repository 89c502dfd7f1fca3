import { concat, keep, tidy, type NamedTensorMap } from '@tensorflow/tfjs-core';

import { guardDevice, readTensor } from '../backend/in-flight.ts';
import { FigmentError } from '../errors.ts';
import { add, cast, clipScale, clone, div, globalNorm, mul, reshape, valueAndGradsWithAux } from '../ops/index.ts';
import { foldIn, type Key } from '../random/index.ts';
import { TensorOwner } from '../sampling/owner.ts';
import type { Buffer, Parameter, Tensor } from '../tensor.ts';
import type { ObjectiveCall } from './objective.ts';
import type { RunSettings } from './options.ts';
import { kept, type Moved, type Snapshot, type TrainingState } from './state.ts';
import { freeBatch } from './upload.ts';

/** What a step is told. */
export interface StepCall {
  /** Of this step. */
  readonly key: Key;
  /** From 1. */
  readonly step: number;
  /** Before the scale of an objective. */
  readonly learningRate: number;
  readonly settings: RunSettings;
  readonly signal: AbortSignal | undefined;
}

/** Scalars of one objective after its last update of a step, on the backend. */
interface Measured {
  readonly objective: string;
  readonly loss: Tensor;
  readonly norm: Tensor;
  readonly metrics: Readonly<Record<string, Tensor>>;
}

/** The same on the host. */
export interface Measurement {
  readonly objective: string;
  readonly loss: number;
  readonly norm: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Updates of all objectives that are due, on these batches. What was measured is read once, at the end, so that a GPU is not kept waiting. */
export async function takeStep<Batch>(state: TrainingState<Batch>, snapshot: Snapshot, batches: readonly Batch[], call: StepCall): Promise<Measurement[]> {
  const measured: Measured[] = [];
  try {
    for (const [place, moved] of state.objectives.entries()) {
      const { objective } = moved;
      if (call.step % (objective.every ?? 1) !== 0) continue;
      const own = { ...call, key: foldIn(call.key, place) };
      // Not awaited without need: until the scalars are read, a step queues its work in one go.
      const prepared = objective.prepare === undefined ? { batches, free: () => undefined } : await prepare(moved, batches, own);
      try {
        call.signal?.throwIfAborted();
        for (let repeat = 0; repeat < (objective.repeats ?? 1); repeat += 1) {
          const earlier = measured.findIndex((one) => one.objective === objective.name);
          if (earlier >= 0) measured.splice(earlier, 1).forEach(free);
          measured.push(update(state, snapshot, moved, prepared.batches, { ...own, key: foldIn(own.key, repeat) }));
        }
      } finally {
        prepared.free();
      }
    }
    if (call.settings.ema !== undefined) state.average(call.settings.ema);
    return await readAll(measured);
  } finally {
    measured.forEach(free);
  }
}

/** Lets an objective prepare each batch; what it made is freed afterwards. */
async function prepare<Batch>({ objective }: Moved<Batch>, batches: readonly Batch[], { key, step, settings }: StepCall): Promise<{ batches: readonly Batch[]; free: () => void }> {
  const owner = new TensorOwner();
  const prepared: Batch[] = [];
  const free = (): void => {
    for (const [i, batch] of prepared.entries()) freeBatch(batch, batches[i]);
    owner.release();
  };
  try {
    for (const [i, batch] of batches.entries()) {
      const call = { key: foldIn(key, i), step, steps: settings.steps, wait: owner.wait.bind(owner) };
      const made = owner.own(() => objective.prepare?.(batch, call));
      prepared.push((await guardDevice(Promise.resolve(made))) ?? batch);
    }
  } catch (error) {
    free();
    throw error;
  }
  return { batches: prepared, free };
}

/** One update of one objective's parameters, and of the buffers that its loss asks for. */
function update<Batch>(state: TrainingState<Batch>, snapshot: Snapshot, { objective, parameters }: Moved<Batch>, batches: readonly Batch[], call: StepCall): Measured {
  const { settings } = call;
  return tidy(() => {
    const { loss, metrics, gradients } = meanGradients(objective, [...parameters.values()], batches, call);
    const norm = globalNorm(gradients);
    const gradientScale = settings.clipNorm > 0 ? clipScale(norm, settings.clipNorm) : undefined;
    const count = (state.updates.get(objective.name) ?? 0) + 1;
    const learningRate = call.learningRate * (objective.learningRateScale ?? 1) * (state.rates.get(objective.name) ?? 1);
    const moves = [...parameters].map(([name, parameter], i) => ({ name, parameter, gradient: gradients[i] as Tensor, slots: state.slots.get(objective.name)?.get(name) ?? {} }));
    const together = settings.optimizer.updateAll?.(moves, { step: count, learningRate, gradientScale });
    for (const [i, { name, parameter, gradient, slots: before }] of moves.entries()) {
      const next = tidy(() => {
        const scaled = (): Tensor => (gradientScale === undefined ? gradient : mul(gradient, gradientScale));
        const updated = together?.[i] ?? settings.optimizer.update(parameter, scaled(), before, { step: count, learningRate });
        parameter.assign(updated.parameter);
        return kept(updated.slots);
      });
      gradient.dispose();
      state.setSlots(objective.name, name, next);
      for (const tensor of Object.values(before)) if (!Object.values(next).includes(tensor)) snapshot.release(tensor);
    }
    state.updates = new Map(state.updates).set(objective.name, count);
    return { objective: objective.name, loss: keep(loss), norm: keep(norm), metrics: keepAll(metrics) };
  });
}

interface Averaged {
  readonly loss: Tensor;
  readonly metrics: NamedTensorMap;
  readonly gradients: Tensor[];
}

/** Loss, metrics and gradients: the mean over batches. Buffers are updated after each. */
function meanGradients<Batch>(objective: Moved<Batch>['objective'], parameters: readonly Parameter[], batches: readonly Batch[], call: StepCall): Averaged {
  let sums: Averaged | undefined;
  for (const [i, batch] of batches.entries()) {
    const one = gradientsOf(objective, parameters, batch, { key: foldIn(call.key, i), step: call.step, steps: call.settings.steps });
    const before: Averaged | undefined = sums;
    if (before === undefined) sums = one;
    else {
      sums = {
        loss: add(before.loss, one.loss),
        metrics: Object.fromEntries(Object.entries(one.metrics).map(([name, value]) => [name, before.metrics[name] === undefined ? value : add(before.metrics[name], value)])),
        gradients: one.gradients.map((gradient, at) => add(before.gradients[at] as Tensor, gradient)),
      };
      for (const gradient of [...before.gradients, ...one.gradients]) gradient.dispose();
    }
  }
  const all = sums as Averaged;
  if (batches.length === 1) return all;
  const part = (sum: Tensor): Tensor => div(sum, batches.length);
  return { loss: part(all.loss), metrics: Object.fromEntries(Object.entries(all.metrics).map(([name, sum]) => [name, part(sum)])), gradients: all.gradients.map(part) };
}

function gradientsOf<Batch>(objective: Moved<Batch>['objective'], parameters: readonly Parameter[], batch: Batch, call: ObjectiveCall): Averaged {
  const updated: Buffer[] = [];
  const { value, gradients, aux } = valueAndGradsWithAux(() => {
    const { loss, metrics = {}, updates = [] } = objective.loss(batch, call);
    if (loss.size !== 1) throw new FigmentError('TRAINING_INVALID', `objective "${objective.name}" must return a scalar loss, got shape [${loss.shape.join(', ')}].`);
    for (const [name, metric] of Object.entries(metrics)) {
      if (metric.size !== 1) throw new FigmentError('TRAINING_INVALID', `objective "${objective.name}": the metric "${name}" must be a scalar, got shape [${metric.shape.join(', ')}].`);
    }
    updated.push(...updates.map(([buffer]) => buffer));
    // Copies by reference, for what is returned here is ours to free, and a metric may be a parameter or of the batch.
    const shown = Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, reshape(cast(metric, 'float32'), [])]));
    return { value: reshape(loss, []), aux: { metrics: shown, values: updates.map(([, next]) => clone(next)) } };
  }, parameters);
  for (const [i, buffer] of updated.entries()) buffer.assign(aux.values[i] as Tensor);
  return { loss: value, gradients, metrics: aux.metrics };
}

/** All scalars in one read. */
async function readAll(measured: readonly Measured[]): Promise<Measurement[]> {
  if (measured.length === 0) return [];
  const scalars = measured.flatMap(({ loss, norm, metrics }) => [loss, norm, ...Object.values(metrics)]);
  const all = tidy(() => concat(scalars.map((scalar) => reshape(scalar, [1]))));
  try {
    const values = (await readTensor(all))[Symbol.iterator]();
    const next = (): number => values.next().value as number;
    return measured.map(({ objective, metrics }) => ({
      objective,
      loss: next(),
      norm: next(),
      metrics: Object.fromEntries(Object.keys(metrics).map((name) => [name, next()])),
    }));
  } finally {
    all.dispose();
  }
}

function keepAll(metrics: NamedTensorMap): NamedTensorMap {
  for (const metric of Object.values(metrics)) keep(metric);
  return metrics;
}

function free({ loss, norm, metrics }: Measured): void {
  for (const tensor of [loss, norm, ...Object.values(metrics)]) if (!tensor.isDisposed) tensor.dispose();
}
