import { addedSequence, joinSequences, type TokenSequence } from '../encoding/token-sequence.ts';
import type { BertProcessorOptions, TokenWithId } from './bert.ts';
import type { PostProcessor } from './post-processor.ts';
import { trimOffsets as trim } from './trim-offsets.ts';

/** The tokens around texts, and what is done to offsets. */
export interface RobertaProcessorOptions extends BertProcessorOptions {
  /** Whether offsets leave the white space around a token out (true). */
  readonly trimOffsets?: boolean | undefined;
  /** Whether texts were given a space at their start, which is no part of the text (true). */
  readonly addPrefixSpace?: boolean | undefined;
}

/** `<s> A </s>`, `<s> A </s> </s> B </s>`, all of type 0. Liu et al. 2019, "RoBERTa", arXiv:1907.11692. */
export function roberta({ sep, cls, trimOffsets = true, addPrefixSpace = true }: RobertaProcessorOptions): PostProcessor {
  const ofTypeZero = (sequence: TokenSequence): TokenSequence => ({ ...sequence, typeIds: sequence.typeIds.map(() => 0) });
  const one = ([token, id]: TokenWithId) => addedSequence([id], [token], 0);
  return {
    spec: { type: 'RobertaProcessing', sep, cls, trim_offsets: trimOffsets, add_prefix_space: addPrefixSpace },
    added: (isPair) => (isPair ? 4 : 2),
    process(sequences, addSpecialTokens) {
      const typed = sequences.map((sequence) => ofTypeZero(trimOffsets ? trim(sequence, addPrefixSpace) : sequence));
      if (!addSpecialTokens) return typed;
      return typed.map((sequence, i) => joinSequences([one(i === 0 ? cls : sep), { ...sequence, overflowing: sequence.overflowing.map(ofTypeZero) }, one(sep)]));
    },
  };
}
