import type { Tokenizer } from '@figment/core/interfaces';

import type { TransformerConfig } from '../config/transformer.ts';

/** Ids with a meaning of their own, as far as a model has them. */
export interface SpecialIds {
  /** Begins a text. */
  readonly begin: number | undefined;
  /** Each ends a text; the first is what training writes. */
  readonly end: readonly number[];
  readonly padding: number | undefined;
  readonly mask: number | undefined;
  /** Begins what a decoder writes. */
  readonly decoderStart: number | undefined;
}

/** What @figment/tokenizer's tokenizers know besides core's interface. */
interface KnowsRoles extends Tokenizer {
  readonly specialTokenIds?: Readonly<Partial<Record<'bos' | 'eos' | 'pad' | 'sep' | 'cls' | 'mask', number | undefined>>>;
  id?(token: string): number | undefined;
}

/** What the config says, and for the rest the tokenizer's roles. GPT-2's one special token begins and ends; BERT's [CLS] and [SEP] do. */
export function specialIdsOf(said: TransformerConfig['ids'] = {}, tokenizer?: Tokenizer): SpecialIds {
  const known = tokenizer as KnowsRoles | undefined;
  const { bos, eos, pad, sep, cls, mask } = known?.specialTokenIds ?? {};
  const endOfText = known?.id?.('<|endoftext|>');
  const own = eos ?? sep ?? endOfText;
  const begin = said.begin ?? bos ?? cls ?? endOfText;
  const end = said.end ?? (own === undefined ? [] : [own]);
  const padding = said.padding ?? pad;
  return { begin, end, padding, mask: said.mask ?? mask, decoderStart: said.decoderStart ?? begin ?? padding ?? end[0] };
}
