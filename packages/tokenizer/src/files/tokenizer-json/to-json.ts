import { directions, fullPadding, strategies } from '../../encoding/check-options.ts';
import type { Padding, Truncation } from '../../encoding/encoding.ts';
import { isNormalized } from '../../added-tokens/added-vocabulary.ts';
import type { ModelSpec } from '../../models/model.ts';
import type { ComponentSpec } from '../../normalizers/normalizer.ts';
import type { Tokenizer } from '../../tokenizer.ts';

/** What stands in a `tokenizer.json`. */
export interface TokenizerJson {
  readonly version: '1.0';
  readonly truncation: object | null;
  readonly padding: object | null;
  readonly added_tokens: readonly object[];
  readonly normalizer: ComponentSpec | null;
  readonly pre_tokenizer: ComponentSpec | null;
  readonly post_processor: ComponentSpec | null;
  readonly decoder: ComponentSpec | null;
  readonly model: ModelSpec;
}

/** A tokenizer as a `tokenizer.json` has it. */
export function tokenizerToJson(tokenizer: Tokenizer): TokenizerJson {
  const { truncation, padding, addedTokens, normalizer, preTokenizer, postProcessor, decoder, model } = tokenizer;
  return {
    version: '1.0',
    truncation: truncation === undefined ? null : truncationSpec(truncation),
    padding: padding === undefined ? null : paddingSpec(padding, tokenizer),
    added_tokens: addedTokens.map((token) => ({
      id: token.id,
      content: token.content,
      single_word: token.singleWord ?? false,
      lstrip: token.lstrip ?? false,
      rstrip: token.rstrip ?? false,
      normalized: isNormalized(token),
      special: token.special ?? false,
    })),
    normalizer: normalizer?.spec ?? null,
    pre_tokenizer: preTokenizer?.spec ?? null,
    post_processor: postProcessor?.spec ?? null,
    decoder: decoder?.spec ?? null,
    model: model.spec(),
  };
}

function truncationSpec({ maxLength, stride = 0, strategy = 'longest-first', direction = 'right' }: Truncation): object {
  return { direction: directions[direction], max_length: maxLength, strategy: strategies[strategy], stride };
}

function paddingSpec(padding: Padding, { specialTokens, specialTokenIds }: Tokenizer): object {
  const { length, multipleOf, direction, id, typeId, token } = fullPadding(padding, { id: specialTokenIds.pad, token: specialTokens.pad });
  return {
    strategy: length === 'longest' ? 'BatchLongest' : { Fixed: length },
    direction: directions[direction],
    pad_to_multiple_of: padding.multipleOf === undefined ? null : multipleOf,
    pad_id: id,
    pad_type_id: typeId,
    pad_token: token,
  };
}
