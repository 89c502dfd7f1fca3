import type { ConstraintState } from '../constraint.ts';

/** A row of logits, or of log-probabilities. */
export type Row = Float32Array | Float64Array;

/** Where a text stands. */
export interface RuleContext {
  /** The whole text so far, prompt and what was written. */
  readonly ids: readonly number[];
  /** How many of them were given. */
  readonly promptLength: number;
  /** Which text it is of those that are written together. */
  readonly row: number;
  readonly constraint?: ConstraintState | undefined;
  /** Of diverse beams: what beams of earlier groups have taken at this place. */
  readonly taken?: readonly number[] | undefined;
}

/** Changes, in place, what may come next; -Infinity is never drawn. */
export type LogitsRule = (logits: Row, context: RuleContext) => void;
