import { shown, TokenizerError } from '../errors.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import type { Model } from './model.ts';
import { Trie } from './trie.ts';
import { known } from './word-level.ts';

/** What a WordPiece model is made of. */
export interface WordPieceOptions {
  readonly vocabulary: Vocabulary;
  /** The token of words that can't be spelled ('[UNK]'). */
  readonly unknown?: string | undefined;
  /** What tokens start with that go on with a word ('##'). */
  readonly continuingSubwordPrefix?: string | undefined;
  /** Longer words are unknown as a whole; in characters (100). */
  readonly maxInputCharactersPerWord?: number | undefined;
}

/**
 * BERT's model: the longest token that a word starts with, then the longest that goes on with it, and so forth; a word that can't be
 * spelled to its end is unknown as a whole. Schuster and Nakajima 2012, "Japanese and Korean voice search"; Wu et al. 2016, arXiv:1609.08144.
 *
 * A word takes time in proportion to its length: each step walks a trie no deeper than the longest token.
 * An unknown word while the vocabulary lacks `unknown` throws TokenizerError `TOKEN_UNKNOWN` when it is met.
 *
 * @throws TokenizerError `OPTIONS_INVALID`
 */
export function wordPiece({ vocabulary, unknown = '[UNK]', continuingSubwordPrefix = '##', maxInputCharactersPerWord = 100 }: WordPieceOptions): Model {
  if (!Number.isSafeInteger(maxInputCharactersPerWord) || maxInputCharactersPerWord < 0) {
    throw new TokenizerError('OPTIONS_INVALID', `maxInputCharactersPerWord must be a whole number of at least 0, got ${shown(maxInputCharactersPerWord)}.`);
  }
  const trie = new Trie();
  for (const [token, id] of vocabulary) trie.add(token, id);
  const continuing = trie.walk(continuingSubwordPrefix);
  const unknownId = vocabulary.id(unknown);
  return {
    type: 'WordPiece',
    vocabulary,
    tokenize(piece, tokens) {
      const limit = isLonger(piece, maxInputCharactersPerWord) ? 0 : piece.length;
      const ids: number[] = [];
      const ends = [0];
      for (let start = 0; start < limit; start = ends.at(-1)!) {
        let id = -1;
        let end = start;
        for (let node = start === 0 ? trie.root : continuing, at = start; node >= 0 && at < limit; ) {
          node = trie.step(node, piece.charCodeAt(at++));
          if (node < 0 || trie.id(node) < 0) continue;
          id = trie.id(node);
          end = at;
        }
        if (id < 0) break;
        ids.push(id);
        ends.push(end);
      }
      if (ends.at(-1) !== piece.length) tokens.push(known(unknownId, unknown, piece), 0, piece.length);
      else for (const [i, id] of ids.entries()) tokens.push(id, ends[i]!, ends[i + 1]!);
    },
    spec: () => ({
      type: 'WordPiece',
      unk_token: unknown,
      continuing_subword_prefix: continuingSubwordPrefix,
      max_input_chars_per_word: maxInputCharactersPerWord,
      vocab: Object.fromEntries(vocabulary),
    }),
  };
}

/** Whether a text has more characters (code points) than `limit`, without counting them where its length says enough. */
function isLonger(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  return text.length > 2 * limit || Array.from(text).length > limit;
}
