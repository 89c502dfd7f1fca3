import type { AlignedText } from '../text/aligned-text.ts';
import { removeMatches, replaceMatches } from '../text/editing.ts';
import { matchesOfRegExp } from '../text/matching.ts';
import { normalizeUnicode } from '../text/unicode-forms.ts';
import { lowercased } from './lowercase.ts';
import type { Normalizer } from './normalizer.ts';

/** What BERT does to a text (Devlin et al. 2018, arXiv:1810.04805, `BasicTokenizer`). */
export interface BertNormalizerOptions {
  /** Removes control characters, makes every white space a space (true). */
  readonly cleanText?: boolean | undefined;
  /** Puts spaces around Chinese characters, so that each is a word (true). */
  readonly handleChineseChars?: boolean | undefined;
  /** Decomposes the text and removes non-spacing marks. That takes Hangul apart into jamo; it is what BERT's vocabularies expect. (As `lowercase`) */
  readonly stripAccents?: boolean | undefined;
  /** (true) */
  readonly lowercase?: boolean | undefined;
}

/** BERT's normalizer; give the multilingual cased model's `{ lowercase: false }`. */
export function bert({ cleanText = true, handleChineseChars = true, stripAccents, lowercase = true }: BertNormalizerOptions = {}): Normalizer {
  const stripsAccents = stripAccents ?? lowercase;
  return {
    spec: { type: 'BertNormalizer', clean_text: cleanText, handle_chinese_chars: handleChineseChars, strip_accents: stripAccents ?? null, lowercase },
    normalize(text) {
      let result = text;
      if (cleanText) result = cleaned(result);
      if (handleChineseChars) result = replaceMatches(result, ideographs, (character) => ` ${character} `);
      if (stripsAccents) result = removeMatches(normalizeUnicode(result, 'NFD'), nonSpacingMarks);
      return lowercase ? lowercased(result) : result;
    },
  };
}

function cleaned(text: AlignedText): AlignedText {
  const kept = removeMatches(text, controls);
  return kept.withText(kept.text.replace(spaces, ' '));
}

/** Cc without tabs and line ends, Cf and Co. */
const controls = matchesOfRegExp(/[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\p{Cf}\p{Co}\ufffd]+/gu);
const spaces = /[^\P{White_Space} ]/gu;
/** The blocks of CJK ideographs that BERT's code lists. */
const ideographs = matchesOfRegExp(/[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu);
const nonSpacingMarks = matchesOfRegExp(/\p{Mn}+/gu);
