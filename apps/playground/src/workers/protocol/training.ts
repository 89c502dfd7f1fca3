import type { Balance } from './balance.ts';
import type { PlainError, Shown } from './values.ts';

/** How to train: what the settings form edits. */
export type TrainingChoice = Readonly<Record<string, unknown>>;

export interface TrainRequest {
  /** Name of the run, and of its checkpoint in this browser's storage. */
  readonly name: string;
  readonly definition: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly data: string;
  /** How its tokenizer is trained, for models of texts. */
  readonly tokenizer: Readonly<Record<string, unknown>> | undefined;
  /** Whether it learns from texts, whose examples are rows. */
  readonly written?: boolean;
  /** Kind of what it learns from, where that is nothing written. */
  readonly subject?: 'image' | 'audio' | 'video' | undefined;
  readonly training: TrainingChoice;
  readonly seed: number;
  /** A shown task every so many steps. */
  readonly preview: { readonly task: string; readonly every: number } | undefined;
  readonly checkpointEvery: number;
  /** Go on from the run's own checkpoint. */
  readonly resume: boolean;
  /** Start from the weights of this model instead of chance. */
  readonly from: string | undefined;
  /** What is done when training goes wrong: one that the kind of model brings, by name. */
  readonly policy?: string | undefined;
}

/** What a policy did after a step. */
export interface Intervention {
  readonly kind: 'scaleRate' | 'rollBack' | 'stop';
  readonly reason: string;
  /** Of a roll-back: the step that the run goes on from. */
  readonly to?: number | undefined;
}

export interface TrainProgress {
  readonly step: number;
  readonly steps: number;
  readonly losses: Readonly<Record<string, number>>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly learningRate: number;
  readonly samplesPerSecond: number;
  readonly saved: boolean;
  /** Of networks that learn against each other. */
  readonly balance?: Balance | undefined;
  readonly intervention?: Intervention | undefined;
}

/** What some steps of a run took, all together. */
export interface TrainProfile {
  readonly steps: number;
  readonly milliseconds: number;
  /** The most bytes of tensors there were. */
  readonly peakBytes: number;
  /** The slowest first; `bytes` of tensors made, `share` of the time in all kernels. */
  readonly kernels: readonly { readonly name: string; readonly calls: number; readonly milliseconds: number; readonly bytes: number; readonly share: number }[];
}

export type TrainMessage =
  | { readonly type: 'stage'; readonly stage: 'backend' | 'data' | 'tokenizer' | 'model' | 'training' | 'saving' | 'calibrating'; readonly parameters?: number; readonly done?: number; readonly of?: number }
  | { readonly type: 'progress'; readonly events: readonly TrainProgress[] }
  | { readonly type: 'preview'; readonly step: number; readonly inputs: Readonly<Record<string, Shown>>; readonly output: Shown; readonly captions?: readonly string[] | undefined; readonly ms: number }
  | { readonly type: 'profile'; readonly profile: TrainProfile }
  | { readonly type: 'preview-failed'; readonly step: number; readonly error: PlainError };

export interface TrainOutcome {
  readonly step: number;
  readonly finished: boolean;
}
