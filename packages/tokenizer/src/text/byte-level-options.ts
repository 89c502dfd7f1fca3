import type { Fields } from '../files/fields.ts';
import type { ComponentSpec } from '../normalizers/normalizer.ts';

/** What the byte-level pre-tokenizer, post-processor and decoder have in common in files; each of them heeds its own part. */
export interface ByteLevelOptions {
  /**
   * The pre-tokenizer puts a space before a text that begins with none, so that its first word is one like others; the post-processor leaves
   * that space alone (true).
   */
  readonly addPrefixSpace?: boolean | undefined;
  /** The post-processor leaves white space at the ends of tokens out of their offsets (true). */
  readonly trimOffsets?: boolean | undefined;
  /** The pre-tokenizer cuts into words as GPT-2 does; false where something before did the cutting (true). */
  readonly useRegex?: boolean | undefined;
}

/** As it stands in a `tokenizer.json`. */
export function byteLevelSpec({ addPrefixSpace = true, trimOffsets = true, useRegex = true }: ByteLevelOptions): ComponentSpec {
  return { type: 'ByteLevel', add_prefix_space: addPrefixSpace, trim_offsets: trimOffsets, use_regex: useRegex };
}

/** @throws TokenizerError `TOKENIZER_INVALID` */
export function byteLevelOptionsFrom(fields: Fields): ByteLevelOptions {
  return { addPrefixSpace: fields.boolean('add_prefix_space'), trimOffsets: fields.boolean('trim_offsets'), useRegex: fields.boolean('use_regex', true) };
}
