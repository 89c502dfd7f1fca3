import type { Fields } from '../files/fields.ts';
import type { ComponentSpec } from '../normalizers/normalizer.ts';
import { characterFrom, checkCharacter } from './character.ts';

/** How SentencePiece writes spaces: what its pre-tokenizer and its decoder have in common. */
export interface MetaspaceOptions {
  /** The character that stands for a space ('▁', U+2581). */
  readonly replacement?: string | undefined;
  /** Where one is put before a text that begins with none: 'always'; 'first', only at the very start of the original; 'never' ('always'). */
  readonly prependScheme?: PrependScheme | undefined;
  /** Cuts before each (true). */
  readonly split?: boolean | undefined;
}

/** See {@link MetaspaceOptions.prependScheme}. */
export type PrependScheme = 'always' | 'first' | 'never';

/**
 * As it stands in a `tokenizer.json`.
 *
 * @throws TokenizerError `OPTIONS_INVALID` when `replacement` is not one character
 */
export function metaspaceSpec({ replacement = '▁', prependScheme = 'always', split = true }: MetaspaceOptions): ComponentSpec {
  checkCharacter('replacement', replacement);
  return { type: 'Metaspace', replacement, prepend_scheme: prependScheme, split };
}

/**
 * Older files say `add_prefix_space` instead of `prepend_scheme`.
 *
 * @throws TokenizerError `TOKENIZER_INVALID` when the two contradict each other
 */
export function metaspaceOptionsFrom(fields: Fields): MetaspaceOptions {
  const addPrefixSpace = fields.boolean('add_prefix_space', true);
  const prependScheme = fields.oneOf<PrependScheme>('prepend_scheme', { always: 'always', first: 'first', never: 'never' }, addPrefixSpace ? 'always' : 'never');
  if (!addPrefixSpace && prependScheme !== 'never') throw fields.unfit('prepend_scheme', '"never" where add_prefix_space is false');
  return { replacement: characterFrom(fields, 'replacement'), prependScheme, split: fields.boolean('split', true) };
}
