import type { GenerateStep, Shown, TaskDescription } from '../workers/protocol/index.ts';

export interface ViewProps {
  readonly shown: Shown;
  /** What the task was given, by name. */
  readonly inputs: Readonly<Record<string, Shown>>;
  readonly task: TaskDescription;
  /** The last step: its sample and whatever else it said. */
  readonly lastStep: GenerateStep | undefined;
  /** Data set to compare with, if one is known. */
  readonly data: string | undefined;
  /** Still being made: what is shown is a step, not the result. */
  readonly running: boolean;
}
