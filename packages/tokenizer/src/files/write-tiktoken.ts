import { TokenizerError } from '../errors.ts';
import { BpeModel } from '../models/bpe/bpe.ts';
import { RankedMerges } from '../models/bpe/ranked-merges.ts';
import { CompactVocabulary } from '../vocabulary/compact-vocabulary.ts';
import { byteLevelCode } from '../vocabulary/token-code.ts';
import type { Tokenizer } from '../tokenizer.ts';

/**
 * The ranks of a tokenizer in tiktoken's format. Its pattern and its special tokens are not in there.
 *
 * @throws TokenizerError `TOKENIZER_UNSUPPORTED` for a tokenizer that tiktoken can't be: one whose tokens are no bytes, or whose merges are
 * not in the order of the ids of what they make.
 */
export function writeTiktoken(tokenizer: Tokenizer): string {
  const { model } = tokenizer;
  if (!(model instanceof BpeModel) || !(model.vocabulary instanceof CompactVocabulary) || model.vocabulary.code !== byteLevelCode) {
    throw new TokenizerError('TOKENIZER_UNSUPPORTED', `model must be byte-level BPE to be written as ranks of tiktoken, got ${model.type} of other tokens.`);
  }
  const { vocabulary, merges } = model;
  const isAdded = new Set(tokenizer.addedTokens.map(({ id }) => id));
  if (!(merges instanceof RankedMerges)) {
    let last = -1;
    for (let rank = 0; rank < merges.count; rank++) {
      const id = merges.result(rank);
      if (id < last) throw new TokenizerError('TOKENIZER_UNSUPPORTED', `merges must be in the order of ids to be written as ranks of tiktoken, but merges[${rank}] gives ${id} after ${last}.`);
      last = id;
    }
  }
  const { strings } = vocabulary;
  const lines: string[] = [];
  for (let index = 0; index < strings.size; index++) {
    const id = vocabulary.idAt(index);
    if (isAdded.has(id)) continue;
    const bytes = strings.pool.subarray(strings.start(index), strings.start(index + 1));
    lines.push(`${btoa(String.fromCharCode(...bytes))} ${id}\n`);
  }
  return lines.join('');
}
