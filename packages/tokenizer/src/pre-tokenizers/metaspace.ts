import type { Fields } from '../files/fields.ts';
import { prependTo, replaceMatches } from '../text/editing.ts';
import { occurrencesOf } from '../text/matching.ts';
import { characterFrom, checkCharacter } from './character.ts';
import type { PreTokenizer } from './pre-tokenizer.ts';

import { splitMatches } from './split-matches.ts';

/** How SentencePiece writes spaces. */
export interface MetaspaceOptions {
  /** The character that stands for a space ('▁', U+2581). */
  readonly replacement?: string | undefined;
  /** Where one is put before a text that begins with none: 'always'; 'first', only at the very start of the original; 'never' ('always'). */
  readonly prependScheme?: PrependScheme | undefined;
  /** Cuts before each (true). */
  readonly split?: boolean | undefined;
}

export type PrependScheme = 'always' | 'first' | 'never';

/**
 * Writes spaces as a visible character and cuts before each.
 *
 * @throws TokenizerError `OPTIONS_INVALID` when `replacement` is not one character
 */
export function metaspace({ replacement = '▁', prependScheme = 'always', split = true }: MetaspaceOptions = {}): PreTokenizer {
  checkCharacter('replacement', replacement);
  const spaces = occurrencesOf(' ');
  const replacements = occurrencesOf(replacement);
  return {
    spec: { type: 'Metaspace', replacement, prepend_scheme: prependScheme, split },
    split(text) {
      if (text.length === 0) return [];
      let result = replacement.length === 1 ? text.withText(text.text.replaceAll(' ', replacement)) : replaceMatches(text, spaces, () => replacement);
      const prepends = prependScheme === 'always' || (prependScheme === 'first' && text.startOf(0) === 0);
      if (prepends && !result.text.startsWith(replacement)) result = prependTo(result, replacement);
      return split ? splitMatches(result, replacements, 'merged-with-next') : [result];
    },
  };
}

/**
 * Older files say `add_prefix_space` instead of `prepend_scheme`.
 *
 * @throws TokenizerError `TOKENIZER_INVALID` when the two contradict each other
 */
export function metaspaceFrom(fields: Fields): PreTokenizer {
  const addPrefixSpace = fields.optional('add_prefix_space', (name) => fields.boolean(name)) ?? true;
  const prependScheme = fields.oneOf<PrependScheme>('prepend_scheme', { always: 'always', first: 'first', never: 'never' }, addPrefixSpace ? 'always' : 'never');
  if (!addPrefixSpace && prependScheme !== 'never') throw fields.unfit('prepend_scheme', '"never" where add_prefix_space is false');
  return metaspace({ replacement: characterFrom(fields, 'replacement'), prependScheme, split: fields.boolean('split', true) });
}
