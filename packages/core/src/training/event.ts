/** What is known after a step. Progress bars and charts are drawn from events. */
export interface TrainEvent {
  /** From 1. */
  readonly step: number;
  readonly steps: number;
  /** By objective. */
  readonly losses: Readonly<Record<string, number>>;
  readonly metrics: Readonly<Record<string, number>>;
  /** Before clipping, by objective. */
  readonly gradientNorms: Readonly<Record<string, number>>;
  readonly learningRate: number;
  readonly samplesPerSecond: number;
  /** True when a checkpoint was written after this step. */
  readonly saved: boolean;
}
