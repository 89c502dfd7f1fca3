/**
 * A form that a text has to have: what may come next at each place. A grammar, a regular expression or a JSON schema, over the ids of
 * one tokenizer; made once, good for any number of texts.
 */
export interface Constraint {
  /** Before the first token. */
  start(): ConstraintState;
}

/** Where a text stands within its form: a value, so that beams and drafts can go on from it in several ways. */
export interface ConstraintState {
  /** Sets the logit of every id that can't come next to -Infinity, those that end a text included unless the form is complete. */
  allow(logits: Float32Array | Float64Array): void;
  /** The state after one more id, one that {@link allow} left. */
  accept(id: number): ConstraintState;
  /** The text may end here. */
  readonly complete: boolean;
  /** It has to: nothing may follow. */
  readonly mustEnd: boolean;
}
