import type { AlignedText } from '../text/aligned-text.ts';
import { replaceMatches } from '../text/editing.ts';
import { occurrencesOf } from '../text/matching.ts';
import type { Normalizer } from './normalizer.ts';

/** Writes every character small, whatever stands around it: a Greek word's last sigma becomes `σ`, not `ς`. */
export function lowercase(): Normalizer {
  return { spec: { type: 'Lowercase' }, normalize: lowercased };
}

export function lowercased(text: AlignedText): AlignedText {
  // Of all characters, only the dotted capital I becomes two.
  const expanded = replaceMatches(text, occurrencesOf('\u0130'), () => 'i\u0307');
  return expanded.withText(expanded.text.replaceAll('\u03a3', '\u03c3').toLowerCase());
}
