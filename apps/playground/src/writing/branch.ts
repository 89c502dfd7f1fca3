import type { Candidate, WrittenToken } from '../workers/protocol/index.ts';

/** The tokens of a text up to a place, and another one there. */
export function branchAt(tokens: readonly WrittenToken[], place: number, candidate: Candidate): readonly WrittenToken[] {
  // A part of a character shows nothing; what it becomes is told once the model has gone on from it.
  const shown = candidate.text.includes('\uFFFD') ? '' : candidate.text;
  return [...tokens.slice(0, place), { ...candidate, candidates: tokens[place]?.candidates ?? [], shown }];
}
