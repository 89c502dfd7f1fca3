import type { PreTokenizer } from './pre-tokenizer.ts';

/** One after the other, each cutting the pieces of the one before. */
export function sequence(preTokenizers: readonly PreTokenizer[]): PreTokenizer {
  return {
    spec: { type: 'Sequence', pretokenizers: preTokenizers.map(({ spec }) => spec) },
    split: (text) => preTokenizers.reduce((pieces, preTokenizer) => pieces.flatMap((piece) => preTokenizer.split(piece)), text.length === 0 ? [] : [text]),
  };
}
