import { removeMatches } from '../text/editing.ts';
import { matchesOfRegExp } from '../text/matching.ts';
import type { Normalizer } from './normalizer.ts';

const controls = matchesOfRegExp(/[\x01-\x08\v\x0e-\x1f\x7f\x8f\x9f]+/g);
const spaces = /[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]/g;

/** The cleaning of SentencePiece's rules for translation (`nmt_nfkc`): no control characters, a space for all kinds of spaces. */
export function nmt(): Normalizer {
  return {
    spec: { type: 'Nmt' },
    normalize(text) {
      const kept = removeMatches(text, controls);
      return kept.withText(kept.text.replace(spaces, ' '));
    },
  };
}
