import type { Shape, Tensor } from '../../tensor.ts';

/** What an optimiser remembers of one parameter, by name: `{ firstMoment, secondMoment }`. */
export type Slots = Readonly<Record<string, Tensor>>;

/** What an optimiser is told besides parameter and gradient. */
export interface UpdateCall {
  /** Which update of this parameter this is, from 1. */
  readonly step: number;
  /** After schedule and objective. */
  readonly learningRate: number;
}

/** A parameter with what an update of it needs. */
export interface Move {
  readonly parameter: Tensor;
  readonly gradient: Tensor;
  readonly slots: Slots;
}

/** What an update makes of a parameter. */
export interface Updated {
  readonly parameter: Tensor;
  readonly slots: Slots;
}

/**
 * A rule that moves parameters: a plain value. All that it remembers stands in slots that its caller holds and saves, so a run can be
 * stopped, stored and taken up again at any step.
 */
export interface Optimizer {
  /** 'adamW': stored in checkpoints. */
  readonly name: string;
  /** At the peak of the schedule. */
  readonly learningRate: number;
  /** All of its settings, as JSON. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The slots of a parameter before its first update. Called inside a `tidy`. */
  start(shape: Shape): Slots;
  /** One update. Called inside a `tidy`; nothing that it is given changes. */
  update(parameter: Tensor, gradient: Tensor, slots: Slots, call: UpdateCall): Updated;
  /**
   * The updates of many parameters at once, where the backend has a kernel for that, else undefined. Gradients count times
   * `gradientScale`, []. As {@link update} of each, within rounding, and under the same rules.
   */
  updateAll?(moves: readonly Move[], call: UpdateCall & { readonly gradientScale?: Tensor | undefined }): readonly Updated[] | undefined;
}

/** Options that most optimisers share. */
export interface DecayOptions {
  /** Strength of weight decay (0). */
  readonly weightDecay?: number | undefined;
  /** What decays: everything, or only matrices and kernels, i.e. not biases and the gains of norms ('all'). */
  readonly decays?: 'all' | 'matrices' | undefined;
}

/** A slot that an optimiser started itself. */
export function slot(slots: Slots, name: string): Tensor {
  return slots[name] as Tensor;
}
