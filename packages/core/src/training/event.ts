import type { Intervention } from './policy.ts';

/** What is known after a step. Progress bars and charts are drawn from events. */
export interface TrainEvent {
  /** From 1. */
  readonly step: number;
  readonly steps: number;
  /** By objective; of those that acted in this step. The last of repeats, the mean of accumulated batches. */
  readonly losses: Readonly<Record<string, number>>;
  /** By name; by `objective.name` where there are several objectives. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Before clipping, by objective. */
  readonly gradientNorms: Readonly<Record<string, number>>;
  /** Before the scale of an objective. */
  readonly learningRate: number;
  /** Over the last steps, without the time between them. */
  readonly samplesPerSecond: number;
  /** True when a checkpoint was written after this step. */
  readonly saved: boolean;
  /** What the run's policy did after this step, where it did anything. */
  readonly intervention?: Intervention | undefined;
}
