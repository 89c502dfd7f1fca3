import type { Json } from './field.ts';

/**
 * How the makers of a model would have it write, as our options: `generation_config.json`, or what stood in `config.json` before there was
 * one. The class's own values (50 of the likeliest tokens) hold where it draws at all.
 */
export function readGeneration(json: Json): Json {
  const draws = json['do_sample'] === true;
  const isEncoderDecoder = json['is_encoder_decoder'] === true;
  const number = (name: string): number | undefined => (typeof json[name] === 'number' ? json[name] : undefined);
  // What starts a decoder counts as part of its length; prompts of language models do, too, and are not known here.
  const written = (name: string): number | undefined => (isEncoderDecoder && (number(name) ?? 0) > 1 ? number(name)! - 1 : undefined);
  const words = json['bad_words_ids'] as readonly (readonly number[])[] | null | undefined;
  // Sequences of several ids are left to who writes.
  const banned = [...((json['suppress_tokens'] as readonly number[] | null | undefined) ?? []), ...(words ?? []).flatMap((ids) => (ids.length === 1 ? ids : []))];
  const forced = { ...(number('forced_bos_token_id') !== undefined && { first: number('forced_bos_token_id') }), ...(number('forced_eos_token_id') !== undefined && { last: number('forced_eos_token_id') }) };
  const options: Json = {
    temperature: draws ? (number('temperature') ?? 1) : json['do_sample'] === false || isEncoderDecoder ? 0 : undefined,
    topK: draws ? (number('top_k') ?? 50) : undefined,
    topP: draws ? number('top_p') : undefined,
    minP: draws ? number('min_p') : undefined,
    repetitionPenalty: number('repetition_penalty'),
    noRepeatNgram: number('no_repeat_ngram_size'),
    minTokens: number('min_new_tokens') ?? written('min_length'),
    maxTokens: number('max_new_tokens') ?? written('max_length'),
    beams: number('num_beams'),
    lengthPenalty: number('length_penalty'),
    earlyStopping: json['early_stopping'] ?? undefined,
    banned: banned.length > 0 ? banned : undefined,
    forced: Object.keys(forced).length > 0 ? forced : undefined,
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** The same as `generation_config.json` has it, with the ids of a config. */
export function writeGeneration(options: Json, ids: Json): Json {
  const { temperature, forced, ...rest } = options as Json & { readonly temperature?: number; readonly forced?: { readonly first?: number; readonly last?: number } };
  const names: Readonly<Record<string, string>> = {
    topK: 'top_k', topP: 'top_p', minP: 'min_p', repetitionPenalty: 'repetition_penalty', noRepeatNgram: 'no_repeat_ngram_size', minTokens: 'min_new_tokens',
    maxTokens: 'max_new_tokens', beams: 'num_beams', lengthPenalty: 'length_penalty', earlyStopping: 'early_stopping', banned: 'suppress_tokens',
  };
  return {
    ...Object.fromEntries(Object.entries(ids).filter(([name, id]) => name.endsWith('_token_id') && id !== null)),
    ...Object.fromEntries(Object.entries(rest).flatMap(([name, value]) => (names[name] === undefined ? [] : [[names[name], value]]))),
    ...(temperature !== undefined && { do_sample: temperature > 0, ...(temperature > 0 && { temperature }) }),
    ...(forced?.first !== undefined && { forced_bos_token_id: forced.first }),
    ...(forced?.last !== undefined && { forced_eos_token_id: forced.last }),
  };
}
