/**
 * A regular expression that runs in linear time, in the dialect of tokenizer files (Oniguruma's and Rust's common part, Unicode aware).
 * Positions are UTF-16 indices; a match never splits a surrogate pair.
 */
export interface Pattern {
  /** As it stands in the file. */
  readonly source: string;
  /** The end of the match that starts exactly at `at`, or -1. An empty match gives `at`. */
  matchAt(text: string, at: number): number;
  /** Finds the leftmost match that starts at or after `from`; `start` and `end` then hold it until the next call. */
  find(text: string, from: number): boolean;
  readonly start: number;
  readonly end: number;
}
