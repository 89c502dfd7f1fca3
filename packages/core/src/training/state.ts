import { keep, tidy, type Variable } from '@tensorflow/tfjs-core';

import { currentDevice, type Device } from '../backend/device.ts';
import { weightsOf } from '../checkpoint/weights.ts';
import { FigmentError } from '../errors.ts';
import type { Module } from '../nn/module.ts';
import type { Parameter, Tensor } from '../tensor.ts';
import { emaDecay, type EmaOptions, emaUpdate } from './ema.ts';
import type { Objective } from './objective.ts';
import type { Optimizer, Slots } from './optimizers/index.ts';

/** An objective, and what it moves by the names of a checkpoint. */
export interface Moved<Batch> {
  readonly objective: Objective<Batch>;
  readonly parameters: ReadonlyMap<string, Parameter>;
}

/**
 * Everything that a run changes: weights, what the optimiser remembers, averages, counters. A step is a transaction on it: {@link snapshot}
 * takes references (no copies), and either all of the step stands or nothing of it.
 */
export class TrainingState<Batch> {
  readonly objectives: readonly Moved<Batch>[];
  /** Parameters and buffers of all modules. */
  readonly weights: ReadonlyMap<string, Variable>;
  /** What some objective moves. */
  readonly moved: ReadonlyMap<string, Parameter>;
  /** Where all of it lies. When that is lost, nothing of it may find its way back into the model. */
  readonly device: Device | undefined = currentDevice();
  /** Steps made. */
  step = 0;
  /** Where the data goes on. */
  cursor: unknown;
  /** Updates made, by objective. */
  updates: ReadonlyMap<string, number>;
  averageUpdates = 0;
  /** What a policy multiplies rates by, by objective (1). */
  rates: ReadonlyMap<string, number> = new Map();
  /** How often a policy went back: each time other numbers are drawn. */
  redraws = 0;
  /** What the optimiser remembers: by objective and parameter. */
  slots: ReadonlyMap<string, ReadonlyMap<string, Slots>>;
  /** Moving averages of the parameters. */
  averages: ReadonlyMap<string, Tensor>;
  /** The weights as they are trained, while the averages stand in their places. */
  #aside: ReadonlyMap<string, Tensor> | undefined;

  private constructor(modules: Readonly<Record<string, Module>>, objectives: readonly Objective<Batch>[]) {
    this.weights = weightsOf(modules);
    const names = new Map([...this.weights].map(([name, variable]) => [variable, name]));
    this.objectives = objectives.map((objective) => ({ objective, parameters: namedAlike(objective, names) }));
    this.moved = new Map(this.objectives.flatMap(({ parameters }) => [...parameters]));
    this.updates = new Map(objectives.map(({ name }) => [name, 0]));
    this.slots = new Map();
    this.averages = new Map();
  }

  /**
   * The state at the start of a run.
   *
   * @throws FigmentError `TRAINING_INVALID` when an objective moves nothing, or something that no module holds
   */
  static start<Batch>(modules: Readonly<Record<string, Module>>, objectives: readonly Objective<Batch>[], optimizer: Optimizer, ema: EmaOptions | undefined): TrainingState<Batch> {
    const state = new TrainingState(modules, objectives);
    const started = (parameters: ReadonlyMap<string, Parameter>): Map<string, Slots> => new Map([...parameters].map(([name, { shape }]) => [name, tidy(() => kept(optimizer.start(shape)))]));
    state.slots = new Map(state.objectives.map(({ objective, parameters }) => [objective.name, started(parameters)]));
    if (ema !== undefined) state.averages = new Map([...state.moved].map(([name, parameter]) => [name, parameter.clone()]));
    return state;
  }

  /** Replaces what the optimiser remembers of a parameter. The new slots have to be kept tensors. */
  setSlots(objective: string, name: string, slots: Slots): void {
    const before = this.slots.get(objective) as ReadonlyMap<string, Slots>;
    this.slots = new Map(this.slots).set(objective, new Map(before).set(name, slots));
  }

  /** Adds the weights as they are now to their averages. */
  average(ema: EmaOptions): void {
    this.averageUpdates += 1;
    const decay = emaDecay(ema, this.averageUpdates);
    this.averages = new Map([...this.averages].map(([name, average]) => [name, tidy(() => keep(emaUpdate(average, this.moved.get(name) as Parameter, decay)))]));
  }

  /** The weights that are trained: of use while {@link showAverages} is on. */
  trained(): ReadonlyMap<string, Tensor> {
    return this.#aside ?? this.moved;
  }

  /** Puts the averages in the places of the weights. */
  showAverages(): void {
    if (this.averages.size === 0 || this.#aside !== undefined) return;
    this.#aside = new Map([...this.moved].filter(([, parameter]) => !parameter.isDisposed).map(([name, parameter]) => [name, parameter.clone()]));
    for (const [name, average] of this.averages) this.put(this.moved.get(name), average);
  }

  /** Puts the trained weights back. */
  showTrained(): void {
    for (const [name, weights] of this.#aside ?? []) this.put(this.moved.get(name), weights);
    this.#forgetAside();
  }

  snapshot(): Snapshot {
    return new Snapshot(this);
  }

  /** Every tensor that is held besides the variables. */
  held(): Set<Tensor> {
    return new Set([...this.averages.values(), ...[...this.slots.values()].flatMap((ofObjective) => [...ofObjective.values()].flatMap((slots) => Object.values(slots)))]);
  }

  /** Frees all that is held; the model keeps what stands in it now. */
  dispose(): void {
    for (const tensor of this.held()) tensor.dispose();
    this.slots = new Map();
    this.averages = new Map();
    this.#forgetAside();
  }

  /** Writes a variable of the model, which may have been disposed meanwhile. */
  put(variable: Variable | undefined, value: Tensor): void {
    if (variable?.isDisposed === false && this.device?.lost === undefined) variable.assign(value);
  }

  #forgetAside(): void {
    for (const tensor of this.#aside?.values() ?? []) tensor.dispose();
    this.#aside = undefined;
  }
}

/** What a step replaces, rather than changes. */
interface Replaced {
  step: number;
  cursor: unknown;
  updates: ReadonlyMap<string, number>;
  averageUpdates: number;
  slots: ReadonlyMap<string, ReadonlyMap<string, Slots>>;
  averages: ReadonlyMap<string, Tensor>;
}

interface Holder extends Replaced {
  readonly weights: ReadonlyMap<string, Variable>;
  held(): Set<Tensor>;
  put(variable: Variable, value: Tensor): void;
}

/** The state before a step. End it with `commit` or `rollBack`. */
class Snapshot {
  readonly #state: Holder;
  readonly #before: Replaced;
  readonly #variables: readonly (readonly [Variable, Tensor])[];
  readonly #held: Set<Tensor>;

  constructor(state: Holder) {
    const { step, cursor, updates, averageUpdates, slots, averages } = state;
    this.#state = state;
    this.#before = { step, cursor, updates, averageUpdates, slots, averages };
    this.#variables = [...state.weights.values()].map((variable) => [variable, variable.clone()]);
    this.#held = state.held();
  }

  /** Frees a tensor that the state no longer holds, unless a roll-back would need it. */
  release(tensor: Tensor): void {
    if (!this.#held.has(tensor)) tensor.dispose();
  }

  commit(): void {
    this.#end(this.#held, this.#state.held());
  }

  rollBack(): void {
    const after = this.#state.held();
    for (const [variable, value] of this.#variables) this.#state.put(variable, value);
    Object.assign(this.#state, this.#before);
    this.#end(after, this.#held);
  }

  #end(left: ReadonlySet<Tensor>, stays: ReadonlySet<Tensor>): void {
    for (const tensor of left) if (!stays.has(tensor)) tensor.dispose();
    for (const [, value] of this.#variables) value.dispose();
  }
}

export type { Snapshot };

/** Slots that outlive the `tidy` they were made in. */
export function kept(slots: Slots): Slots {
  for (const tensor of Object.values(slots)) keep(tensor);
  return slots;
}

function namedAlike<Batch>(objective: Objective<Batch>, names: ReadonlyMap<Variable, string>): Map<string, Parameter> {
  const parameters = new Map<string, Parameter>();
  for (const [own, parameter] of objective.parameters()) {
    const name = names.get(parameter);
    if (name === undefined) throw new FigmentError('TRAINING_INVALID', `objective "${objective.name}" moves "${own}", which no module of the model holds: it would be neither saved nor freed.`);
    parameters.set(name, parameter);
  }
  if (parameters.size === 0) throw new FigmentError('TRAINING_INVALID', `objective "${objective.name}" moves no parameter.`);
  return parameters;
}
