/**
 * Writing: from the logits of a model to text.
 *
 * @module
 */
export type { Constraint, ConstraintState } from './constraint.ts';
export { contrast } from './contrastive.ts';
export { generate, type GenerationCall } from './generate.ts';
export { guidedModel, type GuidanceOptions, type GuidedState } from './guided-model.ts';
export { type Distribution, isAccepted, residual } from './speculation.ts';
export type { NextTokenModel, Read } from './next-token-model.ts';
export { type GenerationInput, type GenerationOptions, generationOptions } from './options.ts';
export type { BatchStep, GeneratedSequence, GenerationResult } from './result.ts';
export * as rules from './rules/index.ts';
export { logSoftmax } from './log-softmax.ts';
export { Dice } from './dice.ts';
export type { LogitsRule, Row, RuleContext } from './rules/rule.ts';
export type { HostTree } from './saved-state.ts';
export { type SavedSession, Session } from './session.ts';
export type { Candidate, FinishReason, GenerationStep, WrittenToken } from './step.ts';
