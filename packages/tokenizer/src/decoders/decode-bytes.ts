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
    const list = Array.isArray(ids) ? (ids as readonly number[]) : [...ids];
    /** The bytes of what the vocabulary does not have, in the order in which it comes. */
    const others: Uint8Array[] = [];
    let length = 0;
    for (let i = 0; i < list.length; i++) {
      const index = indices[list[i]!] ?? -1;
      if (index < 0) others.push(bytesOf(spelling(list[i]!) ?? ''));
      length += index < 0 ? others.at(-1)!.length : strings.start(index + 1) - strings.start(index);
    }
    const { pool } = strings;
    const bytes = new Uint8Array(length);
    for (let i = 0, at = 0, other = 0; i < list.length; i++) {
      const index = indices[list[i]!] ?? -1;
      const from = index < 0 ? others[other++]! : pool;
      const end = index < 0 ? from.length : strings.start(index + 1);
      for (let j = index < 0 ? 0 : strings.start(index); j < end; j++) bytes[at++] = from[j]!;
    }
    return utf8Decoder().decode(bytes);
  };
}

function bytesOf(token: string): Uint8Array {
  const bytes = new ByteList(token.length);
  bytes.push(token);
  return bytes.view();
}
