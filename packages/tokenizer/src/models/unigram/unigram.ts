import { shown, TokenizerError } from '../../errors.ts';
import { listVocabulary } from '../../vocabulary/list-vocabulary.ts';
import { byteSpelling } from '../byte-tokens.ts';
import type { Model } from '../model.ts';
import type { TokenList } from '../token-list.ts';
import { Trie } from '../trie.ts';
import { viterbi } from './viterbi.ts';

/** What a Unigram model is made of. */
export interface UnigramOptions {
  /** Each token and its log-probability, in the order of ids. */
  readonly pieces: readonly (readonly [token: string, score: number])[];
  /** The id of what stands for characters that no token has. */
  readonly unknownId?: number | undefined;
  /** Whether such characters are spelled in bytes, `<0x00>` to `<0xFF>`, where all of these are tokens (false). */
  readonly byteFallback?: boolean | undefined;
  /** Ids of pieces that no text spells, whatever their characters are: control tokens, bytes. A `tokenizer.json` can't say so (none). */
  readonly unmatched?: ReadonlySet<number> | undefined;
}

/**
 * SentencePiece's Unigram model: the most probable way to cut a text into tokens. Kudo 2018, "Subword regularization", arXiv:1804.10959.
 *
 * Characters that no token has are unknown; neighbours among them become one token, which keeps its own text.
 * They throw TokenizerError `TOKEN_UNKNOWN` where there is no `unknownId`.
 *
 * @throws TokenizerError `OPTIONS_INVALID`, `VOCABULARY_INVALID`
 */
export function unigram({ pieces, unknownId, byteFallback = false, unmatched }: UnigramOptions): Model {
  if (unknownId !== undefined && !(Number.isInteger(unknownId) && unknownId >= 0 && unknownId < pieces.length)) {
    throw new TokenizerError('OPTIONS_INVALID', `unknownId must be the id of one of the ${pieces.length} pieces, got ${shown(unknownId)}.`);
  }
  const vocabulary = listVocabulary(pieces.map(([token]) => token));
  const trie = new Trie();
  const scores = new Float64Array(pieces.length);
  for (const [id, [token, score]] of pieces.entries()) {
    if (!Number.isFinite(score)) throw new TokenizerError('OPTIONS_INVALID', `the score of piece ${id} (${shown(token)}) must be a finite number, got ${String(score)}.`);
    scores[id] = score;
    if (unmatched?.has(id) !== true) trie.add(token, id);
  }
  const cut = viterbi(trie, scores, unknownId);
  const spell = byteFallback ? byteSpelling(vocabulary) : undefined;
  const pushUnknown = (text: string, start: number, end: number, id: number, tokens: TokenList): void => {
    // Unknown characters may be a token together, one that is less probable than they are.
    const token = vocabulary.id(text);
    const joined = token === undefined || unmatched?.has(token) === true ? undefined : token;
    const bytes = joined === undefined ? spell?.(text) : undefined;
    if (bytes === undefined) tokens.push(joined ?? id, start, end, text);
    else for (const byte of bytes) tokens.push(byte, start, end);
  };
  return {
    type: 'Unigram',
    vocabulary,
    tokenize(piece, tokens) {
      const { ends, idAt } = cut(piece);
      for (let i = ends.length - 1, start = 0; i >= 0; i--) {
        let end = ends[i]!;
        const id = idAt[end]!;
        if (id === unknownId) {
          while (i > 0 && idAt[ends[i - 1]!] === id) end = ends[--i]!;
          pushUnknown(piece.slice(start, end), start, end, id, tokens);
        } else tokens.push(id, start, end);
        start = end;
      }
    },
    spec: () => ({ type: 'Unigram', unk_id: unknownId ?? null, vocab: pieces.map(([token, score]) => [token, score]), byte_fallback: byteFallback }),
  };
}
