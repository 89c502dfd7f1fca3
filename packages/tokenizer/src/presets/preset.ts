/** How the text of a known family of models is cut, and which special tokens it has: what their rank files do not say. */
export interface Preset {
  /** The regular expression whose matches are the pieces that merges stay within. */
  readonly pattern: string;
  /** The Unicode form that text is brought into first (none). */
  readonly normalization?: 'NFC' | undefined;
  /** Special tokens and their ids, as published. */
  readonly specialTokens: Readonly<Record<string, number>>;
}
