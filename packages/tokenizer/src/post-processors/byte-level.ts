import { type ByteLevelOptions, byteLevelSpec } from '../text/byte-level-options.ts';
import type { PostProcessor } from './post-processor.ts';
import { trimOffsets as trim } from './trim-offsets.ts';

/** Trims offsets of byte-level tokens, and adds nothing. */
export function byteLevel(options: ByteLevelOptions = {}): PostProcessor {
  const { addPrefixSpace = true, trimOffsets = true } = options;
  return {
    spec: byteLevelSpec(options),
    added: () => 0,
    process: (sequences) => (trimOffsets ? sequences.map((sequence) => trim(sequence, addPrefixSpace)) : sequences),
  };
}
