/** The tokens that play a part in models, as they are spelled. */
export interface SpecialTokens {
  /** Begins a text. */
  readonly bos?: string | undefined;
  /** Ends a text. */
  readonly eos?: string | undefined;
  /** Stands for what the vocabulary lacks. */
  readonly unk?: string | undefined;
  /** Fills texts up. */
  readonly pad?: string | undefined;
  /** Stands between texts. */
  readonly sep?: string | undefined;
  /** Stands for the text as a whole, for a classifier. */
  readonly cls?: string | undefined;
  /** Stands for a word that has to be guessed. */
  readonly mask?: string | undefined;
}

/** What the files beside a `tokenizer.json` say. */
export interface TokenizerConfig {
  readonly specialTokens?: SpecialTokens | undefined;
  /** The most tokens that the model was made for. */
  readonly modelMaxLength?: number | undefined;
  /** Jinja templates of conversations by name; the one without a name is `default`. */
  readonly chatTemplates?: Readonly<Record<string, string>> | undefined;
  /** All of `tokenizer_config.json` as it was read; what stands above wins when it is written. */
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
}
