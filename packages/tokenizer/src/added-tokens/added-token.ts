/** A token that is cut out of a text before the model sees it. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** Only where it is no part of a word (false). */
  readonly singleWord?: boolean | undefined;
  /** Takes the white space before it along (false). */
  readonly lstrip?: boolean | undefined;
  /** Takes the white space after it along (false). */
  readonly rstrip?: boolean | undefined;
  /** Whether it is looked for after normalization, in its own normalized form (true, but false for special tokens). */
  readonly normalized?: boolean | undefined;
  /** Whether it means something to the model, not to the reader (false). */
  readonly special?: boolean | undefined;
}
