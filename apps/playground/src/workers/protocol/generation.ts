import type { InputValue, Shown } from './values.ts';

export interface GenerateRequest {
  readonly id: string;
  readonly source: string;
  readonly task: string;
  readonly inputs: Readonly<Record<string, InputValue>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
}

export interface GenerateStep {
  readonly step: number;
  readonly of: number | undefined;
  readonly sample: Shown | undefined;
  /** What else the step said: the weight of an interpolation, the error map of an anomaly. */
  readonly extras: Readonly<Record<string, unknown>>;
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
