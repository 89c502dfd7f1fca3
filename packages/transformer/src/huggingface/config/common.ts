import type { Codec, ConfigField } from './field.ts';

/** One id or several, as a list. */
const idList: Codec = {
  read: (value) => [value].flat(),
  write: (ids) => (Array.isArray(ids) && ids.length === 1 ? (ids as unknown[])[0] : ids),
};

/** Ids with a meaning of their own, and their number. */
export const idFields: Readonly<Record<string, ConfigField>> = {
  vocab_size: 'vocabulary',
  bos_token_id: ['ids.begin', null],
  eos_token_id: ['ids.end', null, idList],
  pad_token_id: ['ids.padding', null],
  decoder_start_token_id: ['ids.decoderStart', null],
};

/** What most configs call their sizes. */
export const sizeFields: Readonly<Record<string, ConfigField>> = {
  ...idFields,
  hidden_size: 'width',
  num_hidden_layers: 'layers',
  num_attention_heads: 'heads',
  intermediate_size: 'hidden',
  max_position_embeddings: 'context',
};
