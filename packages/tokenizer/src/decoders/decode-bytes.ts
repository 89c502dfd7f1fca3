import { CompactVocabulary } from '../vocabulary/compact-vocabulary.ts';
import { byteLevelCode } from '../vocabulary/token-code.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import { ByteList, utf8Decoder } from './byte-list.ts';
import type { Decoder } from './decoder.ts';

/** Ids to text. */
export type IdDecoder = (ids: Iterable<number>, spelling: (id: number) => string | undefined) => string;

/**
 * What gives the text that a byte-level decoder gives, without a string for each token; undefined where the decoder or the vocabulary is another.
 * `spelling` is asked for added tokens and for what is no id; undefined leaves one out.
 */
export function byteDecoder(decoder: Decoder | undefined, vocabulary: Vocabulary, added: readonly { readonly id: number }[]): IdDecoder | undefined {
  if (decoder?.spec.type !== 'ByteLevel' || !(vocabulary instanceof CompactVocabulary) || vocabulary.code !== byteLevelCode) return undefined;
  const { strings } = vocabulary;
  let indices: Int32Array | undefined;
  return (ids, spelling) => {
    if (indices === undefined) {
      indices = Int32Array.from({ length: vocabulary.length }, (_, id) => vocabulary.indexOf(id));
      for (const { id } of added) if (id < indices.length) indices[id] = -1;
    }
    const bytes = new ByteList(1024);
    for (const id of ids) {
      const index = indices[id] ?? -1;
      if (index >= 0) bytes.append(strings.pool, strings.start(index), strings.start(index + 1));
      else bytes.push(spelling(id) ?? '');
    }
    return utf8Decoder().decode(bytes.view());
  };
}
