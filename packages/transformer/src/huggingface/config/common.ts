import { type Codec, type ConfigField, field } from './field.ts';

/** One id or several, as a list. */
const idList: Codec = {
  read: (value) => [value].flat(),
  write: (ids) => (Array.isArray(ids) && ids.length === 1 ? (ids as unknown[])[0] : ids),
};

/** Ids with a meaning of their own, and what a class takes where a file says nothing. */
export function idFields({ begin = null, end = null, padding = null, decoderStart }: { begin?: number | null; end?: number | null; padding?: number | null; decoderStart?: number | null } = {}): ConfigField[] {
  return [
    field('bos_token_id', 'ids.begin', begin),
    field('eos_token_id', 'ids.end', end, idList),
    field('pad_token_id', 'ids.padding', padding),
    ...(decoderStart === undefined ? [] : [field('decoder_start_token_id', 'ids.decoderStart', decoderStart)]),
  ];
}

/** true: embeddings are multiplied by the root of their width. */
export const scaledByRoot: Codec = {
  read: (isScaled, json) => (isScaled === true ? Math.sqrt(Number(json['d_model'] ?? 1024)) : 1),
  write: (scale) => scale !== 1,
};
