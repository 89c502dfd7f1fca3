import type { PostProcessor } from './post-processor.ts';
import { trimOffsets as trim } from './trim-offsets.ts';

/** How byte-level tokens are post-processed. */
export interface ByteLevelProcessorOptions {
  /** Whether texts were given a space at their start, which is no part of the text (true). */
  readonly addPrefixSpace?: boolean | undefined;
  /** Whether offsets leave the white space around a token out (true). */
  readonly trimOffsets?: boolean | undefined;
  /** What the pre-tokenizer does; it does not change post-processing (true). */
  readonly useRegex?: boolean | undefined;
}

/** Trims offsets of byte-level tokens, and adds nothing. */
export function byteLevel({ addPrefixSpace = true, trimOffsets = true, useRegex = true }: ByteLevelProcessorOptions = {}): PostProcessor {
  return {
    spec: { type: 'ByteLevel', add_prefix_space: addPrefixSpace, trim_offsets: trimOffsets, use_regex: useRegex },
    added: () => 0,
    process: (sequences) => (trimOffsets ? sequences.map((sequence) => trim(sequence, addPrefixSpace)) : sequences),
  };
}
