import type { FinishReason, GenerationStep, WrittenToken } from './step.ts';

/** One text that was written. */
export interface GeneratedSequence {
  /** Which of the prompts it goes on from. */
  readonly prompt: number;
  /** What was written, the end included where it was. */
  readonly ids: readonly number[];
  /** As it reads: without ends and what follows a stop. */
  readonly text: string;
  readonly tokens: readonly WrittenToken[];
  readonly finish: FinishReason;
  /** Sum of the log-probabilities of its tokens; of beam search, its score: divided by length, with all that rules and diversity took. */
  readonly score: number;
}

/** What came of all prompts. */
export interface GenerationResult {
  /** Of the first prompt as many as were asked for (of beam search the best first), then those of the second. */
  readonly sequences: readonly GeneratedSequence[];
  /** Tokens that the model read: of prompts, and of what was written. */
  readonly read: number;
  /** Tokens of the prompt that a session had read before. */
  readonly reused: number;
  /** Of speculative decoding: how many tokens a draft model guessed, and how many of them were taken. */
  readonly draft?: { readonly guessed: number; readonly accepted: number } | undefined;
}

/** A step of one of the texts. */
export interface BatchStep extends GenerationStep {
  /** Its place among the result's sequences; of beam search, of the best so far. */
  readonly sequence: number;
}
