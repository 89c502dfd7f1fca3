import { type Fields, readComponent } from '../files/fields.ts';
import { textPatternFrom } from '../text/text-pattern.ts';
import { bert } from './bert.ts';
import { byteLevel } from './byte-level.ts';
import { lowercase } from './lowercase.ts';
import { nmt } from './nmt.ts';
import type { Normalizer } from './normalizer.ts';
import { precompiled } from './precompiled.ts';
import { prepend, replace } from './replace.ts';
import { sequence } from './sequence.ts';
import { strip, stripAccents } from './strip.ts';
import { nfc, nfd, nfkc, nfkd } from './unicode.ts';

const readers: Readonly<Record<string, (fields: Fields) => Normalizer>> = {
  BertNormalizer: (fields) =>
    bert({
      cleanText: fields.boolean('clean_text'),
      handleChineseChars: fields.boolean('handle_chinese_chars'),
      stripAccents: fields.optional('strip_accents', (name) => fields.boolean(name)),
      lowercase: fields.boolean('lowercase'),
    }),
  ByteLevel: byteLevel,
  Lowercase: lowercase,
  NFC: nfc,
  NFD: nfd,
  NFKC: nfkc,
  NFKD: nfkd,
  Nmt: nmt,
  Precompiled: (fields) => precompiled(fields.string('precompiled_charsmap')),
  Prepend: (fields) => prepend(fields.string('prepend')),
  Replace: (fields) => replace({ pattern: textPatternFrom(fields, 'pattern'), content: fields.string('content') }),
  Sequence: (fields) => sequence(fields.list('normalizers').map((spec, i) => normalizerFrom(spec, `${fields.at('normalizers')}[${i}]`))),
  Strip: (fields) => strip({ left: fields.boolean('strip_left'), right: fields.boolean('strip_right') }),
  StripAccents: stripAccents,
};

/**
 * Reads a normalizer as it stands in a `tokenizer.json`.
 *
 * @param path where it stands there, for messages
 * @throws TokenizerError `TOKENIZER_UNSUPPORTED` for a type that is not known
 * @throws TokenizerError `TOKENIZER_INVALID` for a field with a wrong value
 * @throws TokenizerError `PATTERN_INVALID` or `PATTERN_UNSUPPORTED` for a regular expression that can't be used
 */
export function normalizerFrom(spec: unknown, path = 'normalizer'): Normalizer {
  return readComponent(spec, path, readers);
}
