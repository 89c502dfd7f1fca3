import { type Fields, readComponent } from '../files/fields.ts';
import { byteLevelOptionsFrom } from '../text/byte-level-options.ts';
import { characterFrom } from '../text/character.ts';
import { metaspaceOptionsFrom } from '../text/metaspace-options.ts';
import { textPatternFrom } from '../text/text-pattern.ts';
import { byteLevel } from './byte-level.ts';
import { bert, charDelimiterSplit, digits, punctuation, whitespace, whitespaceSplit } from './classes.ts';
import { fixedLength } from './fixed-length.ts';
import { metaspace } from './metaspace.ts';
import type { PreTokenizer } from './pre-tokenizer.ts';
import { sequence } from './sequence.ts';
import { split } from './split.ts';
import { splitBehaviors } from './split-matches.ts';
import { unicodeScripts } from './unicode-scripts.ts';

const readers: Readonly<Record<string, (fields: Fields) => PreTokenizer>> = {
  BertPreTokenizer: bert,
  ByteLevel: (fields) => byteLevel(byteLevelOptionsFrom(fields)),
  CharDelimiterSplit: (fields) => charDelimiterSplit(characterFrom(fields, 'delimiter')),
  Digits: (fields) => digits({ individualDigits: fields.boolean('individual_digits') }),
  FixedLength: (fields) => {
    const length = fields.count('length', 5);
    if (length === 0) throw fields.unfit('length', '1 or more');
    return fixedLength(length);
  },
  Metaspace: (fields) => metaspace(metaspaceOptionsFrom(fields)),
  Punctuation: (fields) => punctuation({ behavior: fields.spelled('behavior', splitBehaviors, 'isolated') }),
  Sequence: (fields) => sequence(fields.list('pretokenizers').map((spec, i) => preTokenizerFrom(spec, `${fields.at('pretokenizers')}[${i}]`))),
  Split: (fields) =>
    split({ pattern: textPatternFrom(fields, 'pattern'), behavior: fields.spelled('behavior', splitBehaviors), invert: fields.boolean('invert') }),
  UnicodeScripts: unicodeScripts,
  Whitespace: whitespace,
  WhitespaceSplit: whitespaceSplit,
};

/**
 * Reads a pre-tokenizer as it stands in a `tokenizer.json`.
 *
 * @param path where it stands there, for messages
 * @throws TokenizerError `TOKENIZER_UNSUPPORTED` for a type that is not known
 * @throws TokenizerError `TOKENIZER_INVALID` for a field with a wrong value
 * @throws TokenizerError `PATTERN_INVALID` or `PATTERN_UNSUPPORTED` for a regular expression that can't be used
 */
export function preTokenizerFrom(spec: unknown, path = 'pre_tokenizer'): PreTokenizer {
  return readComponent(spec, path, readers);
}
