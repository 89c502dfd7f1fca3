import { FigmentError } from '@figment/core';
import type { Tokenizer, TokenizerEncoding } from '@figment/core/interfaces';

import type { TransformerConfig } from '../config/transformer.ts';
import { type SpecialIds, specialIdsOf } from './special-ids.ts';

/** Text to ids and back, and which ids mean what to a model. */
export class Language {
  /** Ids that the model has. */
  readonly vocabulary: number;
  readonly ids: SpecialIds;
  readonly #tokenizer: Tokenizer | undefined;

  /**
   * @throws FigmentError `TOKENIZER_MISSING` when nothing says how many ids there are; `TOKENIZER_MISMATCH` when the tokenizer, or a special id,
   * has ids that the model lacks
   */
  constructor({ vocabulary, ids }: Pick<TransformerConfig, 'vocabulary' | 'ids'>, tokenizer: Tokenizer | undefined) {
    const count = vocabulary ?? tokenizer?.vocabularySize;
    if (count === undefined) throw new FigmentError('TOKENIZER_MISSING', 'a language model must be given its tokenizer ({ tokenizer }), or config.vocabulary, the number of ids.');
    if ((tokenizer?.vocabularySize ?? 0) > count) throw new FigmentError('TOKENIZER_MISMATCH', `the tokenizer must have at most the ${count} ids of the model (config.vocabulary), got one with ${tokenizer?.vocabularySize}.`);
    this.vocabulary = count;
    this.ids = specialIdsOf(ids, tokenizer);
    this.#tokenizer = tokenizer;
    const beyond = [...this.ids.end, this.ids.begin, this.ids.padding, this.ids.mask, this.ids.decoderStart].find((id) => id !== undefined && id >= count);
    if (beyond !== undefined) throw new FigmentError('TOKENIZER_MISMATCH', `config.ids must be below ${count}, the number of ids of the model, got ${beyond}.`);
  }

  /** Whether it has a tokenizer. */
  get speaks(): boolean {
    return this.#tokenizer !== undefined;
  }

  /** @throws FigmentError `TOKENIZER_MISSING` */
  get tokenizer(): Tokenizer {
    if (this.#tokenizer === undefined) throw new FigmentError('TOKENIZER_MISSING', 'this model was made without a tokenizer, so it can not read text: hand it one with createModel(…, { tokenizer }) or openModel(…, { tokenizer }).');
    return this.#tokenizer;
  }

  /** The ids of a text: with what the tokenizer puts around it, or (`bare`) without. What the text spells stays text, but for `allowed` special tokens. */
  encode(text: string, { bare = false, allowed }: { readonly bare?: boolean; readonly allowed?: readonly string[] } = {}): TokenizerEncoding {
    // Tokenizers that know no options take a text as it is.
    const tokenizer: { encode(text: string, options?: object): TokenizerEncoding } = this.tokenizer;
    return tokenizer.encode(text, { addSpecialTokens: !bare, ...(allowed && { allowedSpecial: allowed }), truncation: false, padding: false });
  }

  /** What a decoder goes on from: without an end that the tokenizer puts there; of an empty text what begins one, if there is such an id. */
  encodePrompt(text: string): readonly number[] {
    const ids = [...this.encode(text).ids];
    for (let last = ids.at(-1); last !== undefined && last !== this.ids.begin && this.ids.end.includes(last); last = ids.at(-1)) ids.pop();
    return ids.length > 0 || this.ids.begin === undefined ? ids : [this.ids.begin];
  }

  /** What a decoder writes for a text, its end included: `inputs` begin with what starts it, and `ids[i]` follows `inputs[i]`. */
  encodeTarget(text: string): { readonly inputs: readonly number[]; readonly ids: readonly number[] } {
    const { decoderStart, end } = this.ids;
    const [first] = end;
    if (decoderStart === undefined || first === undefined) throw new FigmentError('TOKENIZER_MISMATCH', 'the tokenizer has no token that begins and ends a text, and config.ids names none: a decoder needs both.');
    const own = this.encode(text).ids;
    const ids = end.includes(own.at(-1) ?? -1) ? own : [...own, first];
    return { inputs: [decoderStart, ...ids.slice(0, -1)], ids };
  }
}
