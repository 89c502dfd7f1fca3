/** Where a token stands in the text that was given: UTF-16 indices, so that `text.slice(start, end)` is what it stands for. */
export type Offset = readonly [start: number, end: number];

/** A text as a model takes it. All lists are as long as `ids`. */
export interface Encoding {
  readonly ids: readonly number[];
  readonly tokens: readonly string[];
  /** `[0, 0]` for tokens that stand in no text. */
  readonly offsets: readonly Offset[];
  /** The same counted in the bytes of the text's UTF-8. */
  readonly byteOffsets: readonly Offset[];
  /** 0 for the first text, 1 for the second of a pair. */
  readonly typeIds: readonly number[];
  /** 1 for tokens that the post-processor or padding put there. */
  readonly specialTokensMask: readonly number[];
  /** 0 for padding. */
  readonly attentionMask: readonly number[];
  /** Which of the two texts a token is of; null where it is of none. */
  readonly sequenceIds: readonly (0 | 1 | null)[];
  /** Which piece of its text, as the pre-tokenizer cut it, a token is of. */
  readonly wordIds: readonly (number | null)[];
  /** What truncation cut off, in pieces of the same length. */
  readonly overflowing: readonly Encoding[];
}

/** How a text is cut that is too long. */
export interface Truncation {
  /** The most tokens there may be, those of the post-processor included. */
  readonly maxLength: number;
  /** How many tokens two neighbouring pieces share (0). */
  readonly stride?: number | undefined;
  /** Which text of a pair is cut ('longest-first'). */
  readonly strategy?: 'longest-first' | 'only-first' | 'only-second' | undefined;
  /** Which side is cut off ('right'). */
  readonly direction?: 'left' | 'right' | undefined;
}

/** How short texts are filled up. */
export interface Padding {
  /** To a fixed length, or to the longest of the batch ('longest'). */
  readonly length?: number | 'longest' | undefined;
  readonly multipleOf?: number | undefined;
  /** Where padding goes ('right'). */
  readonly direction?: 'left' | 'right' | undefined;
  /** (0, 0, '[PAD]', or what the tokenizer's files say) */
  readonly id?: number | undefined;
  readonly typeId?: number | undefined;
  readonly token?: string | undefined;
}

/** How a text is encoded. */
export interface EncodeOptions {
  /** Whether the post-processor adds what the model expects around a text, e.g. `<s>` (true). */
  readonly addSpecialTokens?: boolean | undefined;
  /**
   * Which special tokens a text may spell: their names, 'all', or 'none' (the default). Others are encoded as the plain text that they are,
   * so that what a user types can't become an instruction to the model.
   */
  readonly allowedSpecial?: 'all' | 'none' | readonly string[] | undefined;
  /** Stretches of the text (UTF-16) in which no special token is seen, whatever is allowed. */
  readonly plain?: readonly Offset[] | undefined;
  /** false: not, though the tokenizer's files say so. */
  readonly truncation?: Truncation | false | undefined;
  readonly padding?: Padding | false | undefined;
}

/** How ids become text. */
export interface DecodeOptions {
  /** Leaves out special tokens (true). */
  readonly skipSpecialTokens?: boolean | undefined;
}
