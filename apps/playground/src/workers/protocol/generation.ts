import type { InputValue, Shown } from './values.ts';

export interface GenerateRequest {
  readonly id: string;
  readonly source: string;
  readonly task: string;
  readonly inputs: Readonly<Record<string, InputValue>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
  /** Tell what each step said, also of those that come too fast for a screen: of a text no token may be missing. */
  readonly everyStep?: boolean;
}

/** What a step says besides its sample: the weight of an interpolation, the error map of an anomaly, the token that was written. */
export type StepExtras = Readonly<Record<string, unknown>>;

export interface GenerateStep {
  readonly step: number;
  readonly of: number | undefined;
  readonly sample: Shown | undefined;
  readonly extras: StepExtras;
  /** Where every step was asked for: those of the steps that were not told of before, this one's last. */
  readonly passed: readonly StepExtras[];
  readonly ms: number;
}

export interface GenerateResult {
  readonly output: Shown;
  readonly inputs: Readonly<Record<string, Shown>>;
  /** The last step's sample and whatever else it said. */
  readonly lastStep: GenerateStep | undefined;
  readonly ms: number;
  readonly firstStepMs: number;
  readonly backend: string;
}
