import type { SamplingStep } from '@figment/core/sampling';

/** One of the tokens that could come next: a face of the weighted dice. */
export interface Candidate {
  readonly id: number;
  /** As a reader sees it; may be part of a character. */
  readonly text: string;
  /** As the model gave it. */
  readonly logit: number;
  /** ln of the model's own probability, before any rule. */
  readonly logProbability: number;
  /** What it was drawn with, after temperature, truncation and all other rules: 0 to 1. */
  readonly probability: number;
  /** Of contrastive search: what it was weighed by. */
  readonly score?: number | undefined;
}

/** A token that was written. */
export interface WrittenToken extends Candidate {
  /** In the order they are likeliest to the model, the written one among them wherever it stands. */
  readonly candidates: readonly Candidate[];
  /** Entropy of the dice it was drawn with, in bits. */
  readonly entropy: number;
}

/** Each step of a text that is being written. */
export interface GenerationStep extends SamplingStep<string> {
  /** What can be read more than at the step before; often '' within a character, or where a stop may begin. */
  readonly text: string;
  readonly token: WrittenToken;
  /** Those of `token`: what this throw of the dice could have been. */
  readonly candidates: readonly Candidate[];
  /** At the last: why the text ended. */
  readonly finish?: FinishReason | undefined;
}

/** Why a text ended: a stop, an id that ends it, its longest length, a full context, or a form that is complete. */
export type FinishReason = 'stop' | 'end' | 'length' | 'context' | 'complete';
