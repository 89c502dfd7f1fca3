/**
 * Writing: from the logits of a model to text.
 *
 * @module
 */
export type { Constraint, ConstraintState } from './constraint.ts';
export type { NextTokenModel, Read } from './next-token-model.ts';
export type { Candidate, FinishReason, GenerationStep, WrittenToken } from './step.ts';
