import { keep } from '@tensorflow/tfjs-core';

import { FigmentError } from '../errors.ts';
import type { Tensor } from '../tensor.ts';
import type { TrainEvent } from './event.ts';
import type { Slots } from './optimizers/index.ts';
import type { Intervention, PolicyAction, RateScale, TrainingPolicy } from './policy.ts';
import type { TrainingState } from './state.ts';

/** A state to come back to, as copies by reference: a step replaces tensors rather than changing them. */
interface Kept {
  readonly step: number;
  readonly updates: ReadonlyMap<string, number>;
  readonly averageUpdates: number;
  /** By the names of a checkpoint: `weights.…`, `average.…`, `optimizer.OBJECTIVE.…`. */
  readonly tensors: ReadonlyMap<string, Tensor>;
}

/** What figment.json says of a policy. */
export interface RecordedPolicy {
  readonly name: string;
  readonly memory: unknown;
  readonly kept: { readonly step: number; readonly updates: Readonly<Record<string, number>>; readonly averageUpdates: number };
}

/** What is saved of a policy at work. */
export interface KeptState {
  readonly recorded: RecordedPolicy;
  /** Of the state that it would go back to. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Takes up what was recorded; the tensors become its own. */
  resume(recorded: RecordedPolicy, tensors: ReadonlyMap<string, Tensor>): void;
}

/** A policy at work in one run: its memory, and the state that it would go back to. */
export class Interventions<Batch, Observed extends object> implements KeptState {
  readonly #state: TrainingState<Batch>;
  readonly #policy: TrainingPolicy<Observed>;
  #memory: unknown;
  #kept: Kept;

  constructor(state: TrainingState<Batch>, policy: TrainingPolicy<Observed>) {
    this.#state = state;
    this.#policy = policy;
    this.#kept = capture(state);
  }

  /** Asks the policy, and does what it says. */
  after(event: TrainEvent & Observed): Intervention | undefined {
    const { memory, action } = this.#policy.decide(event, this.#memory);
    this.#memory = memory;
    return action === undefined ? undefined : this.#act(action);
  }

  get recorded(): RecordedPolicy {
    const { step, updates, averageUpdates } = this.#kept;
    return { name: this.#policy.name, memory: this.#memory, kept: { step, updates: Object.fromEntries(updates), averageUpdates } };
  }

  get tensors(): ReadonlyMap<string, Tensor> {
    return this.#kept.tensors;
  }

  resume({ memory, kept }: RecordedPolicy, tensors: ReadonlyMap<string, Tensor>): void {
    this.#forget();
    this.#memory = memory;
    this.#kept = { step: kept.step, updates: new Map(Object.entries(kept.updates)), averageUpdates: kept.averageUpdates, tensors };
  }

  dispose(): void {
    this.#forget();
  }

  #forget(): void {
    for (const tensor of this.#kept.tensors.values()) tensor.dispose();
  }

  #act(action: PolicyAction): Intervention | undefined {
    const state = this.#state;
    if (action.kind === 'keep') {
      this.#forget();
      this.#kept = capture(state);
      return undefined;
    }
    const { kind, reason } = action;
    if (kind === 'stop') return { kind, reason };
    if (kind === 'rollBack') restore(state, this.#kept);
    if (action.by !== undefined) state.rates = scaled(state, action.by, this.#policy.name);
    return { kind, reason, ...(kind === 'rollBack' && { to: state.step }), ...(state.rates.size > 0 && { rates: Object.fromEntries(state.rates) }) };
  }
}

function capture<Batch>(state: TrainingState<Batch>): Kept {
  const { step, updates, averageUpdates } = state;
  const tensors = new Map([...named(state)].map(([name, tensor]) => [name, keep(tensor.clone())]));
  return { step, updates, averageUpdates, tensors };
}

function* named<Batch>({ weights, averages, slots }: TrainingState<Batch>): Generator<readonly [string, Tensor]> {
  for (const [name, weight] of weights) yield [`weights.${name}`, weight];
  for (const [name, average] of averages) yield [`average.${name}`, average];
  for (const [objective, ofObjective] of slots) {
    for (const [name, values] of ofObjective) for (const [slot, value] of Object.entries(values)) yield [`optimizer.${objective}.${name}.${slot}`, value];
  }
}

/** The state as it was, but for the place in the data; what is drawn from now on is drawn anew. */
function restore<Batch>(state: TrainingState<Batch>, { step, updates, averageUpdates, tensors }: Kept): void {
  const before = state.held();
  const copy = (name: string): Tensor => keep((tensors.get(name) as Tensor).clone());
  for (const [name, weight] of state.weights) state.put(weight, tensors.get(`weights.${name}`) as Tensor);
  state.averages = new Map([...state.averages.keys()].map((name) => [name, copy(`average.${name}`)]));
  state.slots = new Map([...state.slots].map(([objective, ofObjective]) => [objective, new Map([...ofObjective].map(([name, slots]) => [name, copied(slots, (slot) => copy(`optimizer.${objective}.${name}.${slot}`))]))]));
  Object.assign(state, { step, updates, averageUpdates, redraws: state.redraws + 1 });
  for (const tensor of before) tensor.dispose();
}

function copied(slots: Slots, copy: (slot: string) => Tensor): Slots {
  return Object.fromEntries(Object.keys(slots).map((slot) => [slot, copy(slot)]));
}

function scaled<Batch>({ rates, objectives }: TrainingState<Batch>, by: RateScale, policy: string): ReadonlyMap<string, number> {
  const names = objectives.map(({ objective }) => objective.name);
  const factors = typeof by === 'number' ? Object.fromEntries(names.map((name) => [name, by])) : by;
  for (const [name, factor] of Object.entries(factors)) {
    if (!names.includes(name)) throw new FigmentError('TRAINING_INVALID', `the policy "${policy}" scales the rate of "${name}", and the model's objectives are ${names.join(', ')}.`);
    if (!(factor > 0 && Number.isFinite(factor))) throw new FigmentError('TRAINING_INVALID', `the policy "${policy}" must scale rates by a number above 0, got ${factor}.`);
  }
  return new Map([...rates, ...Object.entries(factors).map(([name, factor]) => [name, (rates.get(name) ?? 1) * factor] as const)]);
}
