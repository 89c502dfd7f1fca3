import { normalizeUnicode, type UnicodeForm } from '../text/unicode-forms.ts';
import type { Normalizer } from './normalizer.ts';

const unicode = (form: UnicodeForm): Normalizer => ({ spec: { type: form }, normalize: (text) => normalizeUnicode(text, form) });

/** Composes: `e` and an accent become `é`, conjoining jamo become syllables. Text from everywhere is then spelled the same. */
export function nfc(): Normalizer {
  return unicode('NFC');
}

/** Takes apart: `é` becomes `e` and an accent, `한` becomes three jamo. */
export function nfd(): Normalizer {
  return unicode('NFD');
}

/**
 * Composes, and replaces what only looks different: `ﬁ` becomes `fi`, `２` becomes `2`. Compatibility jamo become conjoining ones, and syllables
 * where they can: `ㅎㅏ` becomes `하`, and `ㅋㅋ` two initials that keyboards don't type. {@link nfc} leaves them alone.
 */
export function nfkc(): Normalizer {
  return unicode('NFKC');
}

/** Takes apart, and replaces what only looks different. */
export function nfkd(): Normalizer {
  return unicode('NFKD');
}
