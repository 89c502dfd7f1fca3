import type { TrainEvent } from './event.ts';

/** What a policy does about a run. Rates are multiplied by what is given: all of them, or those of objectives by name. */
export type PolicyAction =
  /** Holds on to the state after this step, as one to come back to. */
  | { readonly kind: 'keep' }
  /** Learns on at other rates. */
  | { readonly kind: 'scaleRate'; readonly by: RateScale; readonly reason: string }
  /** Goes back to the state that was kept last (that of the beginning, before the first), and on from there with other batches and draws. */
  | { readonly kind: 'rollBack'; readonly by?: RateScale | undefined; readonly reason: string }
  /** Ends the run as after its last step. */
  | { readonly kind: 'stop'; readonly reason: string };

/** One factor for all objectives, or one each, by name. */
export type RateScale = number | Readonly<Record<string, number>>;

/** What a policy thinks after a step. */
export interface PolicyDecision<Memory> {
  /** What it is handed after the next step. */
  readonly memory: Memory;
  readonly action?: PolicyAction | undefined;
}

/**
 * Looks at each event of a run and may act on it: stop, lower the rates, roll back. It has no state of its own: what it remembers is
 * handed to it, is plain JSON, and is saved with the run, so that a resumed run decides as one that never stopped.
 */
export interface TrainingPolicy<Observed extends object = object, Memory = unknown> {
  /** A run that is resumed takes up its memory if it has a policy of this name. */
  readonly name: string;
  /**
   * What to do after a step.
   *
   * @param event also of a step whose loss or gradient was not finite: the model is as before that step then, and the run ends with
   * `LOSS_NOT_FINITE` unless something is done about it
   * @param memory undefined after the first step
   */
  decide(event: TrainEvent & Observed, memory: Memory | undefined): PolicyDecision<Memory>;
}

/** A policy that a model brings, for people to choose. */
export interface NamedPolicy<Observed extends object = object> {
  readonly title: string;
  readonly description?: string | undefined;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each remembers what it likes
  readonly policy: TrainingPolicy<Observed, any>;
}

/** What a policy did after a step. */
export interface Intervention {
  readonly kind: 'scaleRate' | 'rollBack' | 'stop';
  readonly reason: string;
  /** Of a roll-back: the step that the run goes on from. */
  readonly to?: number | undefined;
  /** What rates are multiplied by from now on, by objective, where that is not 1. */
  readonly rates?: Readonly<Record<string, number>> | undefined;
}
