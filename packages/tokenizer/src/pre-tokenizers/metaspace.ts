import { prependTo, replaceMatches } from '../text/editing.ts';
import { occurrencesOf } from '../text/matching.ts';
import { type MetaspaceOptions, metaspaceSpec } from '../text/metaspace-options.ts';
import type { PreTokenizer } from './pre-tokenizer.ts';
import { splitMatches } from './split-matches.ts';

/**
 * Writes spaces as a visible character and cuts before each.
 *
 * @throws TokenizerError `OPTIONS_INVALID` when `replacement` is not one character
 */
export function metaspace(options: MetaspaceOptions = {}): PreTokenizer {
  const { replacement = '▁', prependScheme = 'always', split = true } = options;
  const spec = metaspaceSpec(options);
  const spaces = occurrencesOf(' ');
  const replacements = occurrencesOf(replacement);
  return {
    spec,
    split(text) {
      if (text.length === 0) return [];
      let result = replacement.length === 1 ? text.withText(text.text.replaceAll(' ', replacement)) : replaceMatches(text, spaces, () => replacement);
      const prepends = prependScheme === 'always' || (prependScheme === 'first' && text.startOf(0) === 0);
      if (prepends && !result.text.startsWith(replacement)) result = prependTo(result, replacement);
      return split ? splitMatches(result, replacements, 'merged-with-next') : [result];
    },
  };
}
