import { readComponent } from '../files/fields.ts';
import { byteLevelOptionsFrom } from '../text/byte-level-options.ts';
import { characterFrom } from '../text/character.ts';
import { metaspaceOptionsFrom } from '../text/metaspace-options.ts';
import { textPatternFrom } from '../text/text-pattern.ts';
import { bpe } from './bpe.ts';
import { byteFallback } from './byte-fallback.ts';
import { byteLevel } from './byte-level.ts';
import { ctc } from './ctc.ts';
import type { Decoder } from './decoder.ts';
import { fuse } from './fuse.ts';
import { metaspace } from './metaspace.ts';
import { replace } from './replace.ts';
import { sequence } from './sequence.ts';
import { strip } from './strip.ts';
import { wordPiece } from './word-piece.ts';

/**
 * Reads `decoder` of a `tokenizer.json`.
 *
 * @throws TokenizerError `TOKENIZER_INVALID`, or `TOKENIZER_UNSUPPORTED` for an unknown type
 */
export function decoderFrom(spec: unknown, path = 'decoder'): Decoder {
  return readComponent(spec, path, {
    ByteLevel: (fields) => byteLevel(byteLevelOptionsFrom(fields)),
    WordPiece: (fields) => wordPiece({ prefix: fields.string('prefix'), cleanup: fields.boolean('cleanup') }),
    BPEDecoder: (fields) => bpe({ suffix: fields.string('suffix') }),
    CTC: (fields) => ctc({ padToken: fields.string('pad_token'), wordDelimiterToken: fields.string('word_delimiter_token'), cleanup: fields.boolean('cleanup') }),
    Metaspace: (fields) => metaspace(metaspaceOptionsFrom(fields)),
    Replace: (fields) => replace({ pattern: textPatternFrom(fields, 'pattern'), content: fields.string('content') }),
    Strip: (fields) => strip({ content: characterFrom(fields, 'content'), start: fields.count('start'), stop: fields.count('stop') }),
    ByteFallback: () => byteFallback(),
    Fuse: () => fuse(),
    Sequence: (fields) => sequence(fields.list('decoders').map((decoder, i) => decoderFrom(decoder, `${fields.at('decoders')}[${i}]`))),
  });
}
