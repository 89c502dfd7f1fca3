import { shown, TokenizerError } from '../../errors.ts';
import type { Vocabulary } from '../../vocabulary/vocabulary.ts';
import type { Model, ModelSpec } from '../model.ts';
import type { TokenList } from '../token-list.ts';
import { ByteCursor } from './byte-cursor.ts';
import { ListedMerges, type MergeEntry } from './listed-merges.ts';
import { mergeQueue } from './merge-queue.ts';
import { Merger } from './merger.ts';
import type { Merges } from './merges.ts';
import { Spelling, type SpellingOptions } from './spelling.ts';

/** What a BPE model is made of. */
export interface BpeOptions extends SpellingOptions {
  readonly vocabulary: Vocabulary;
  /** In the order in which they are applied. */
  readonly merges: readonly MergeEntry[];
  /** Whether a piece that is a token stays one, whatever the merges make of it (false). Llama 3 and tiktoken do so. */
  readonly ignoreMerges?: boolean | undefined;
  /** The probability with which a merge is passed over, 0 to 1: for training only (none). Encoding is then different every time. */
  readonly dropout?: number | undefined;
  /** Where dropout's randomness comes from: uniform in [0, 1) (Math.random). Give a seeded one to get the same tokens again. */
  readonly random?: (() => number) | undefined;
}

/**
 * Byte-pair encoding: a piece is cut into its characters, and neighbours merge in the order in which the merges were learnt. Gage 1994,
 * "A new algorithm for data compression"; Sennrich, Haddow and Birch 2016, arXiv:1508.07909. Long pieces take time in proportion to their length.
 *
 * @throws TokenizerError `TOKENIZER_INVALID` for merges that are not two tokens which make a third
 * @throws TokenizerError `OPTIONS_INVALID`
 */
export function bpe(options: BpeOptions): Model {
  return new BpeModel(options, new ListedMerges(options.merges, options.vocabulary, options.continuingSubwordPrefix ?? ''));
}

/** A BPE model, wherever its merges come from. */
export class BpeModel implements Model {
  readonly type = 'BPE';
  readonly vocabulary: Vocabulary;
  readonly merges: Merges;
  readonly options: Omit<BpeOptions, 'merges'>;
  readonly #spelling: Spelling;
  readonly #merger: Merger;

  constructor(options: Omit<BpeOptions, 'merges'>, merges: Merges) {
    const { vocabulary, dropout = 0 } = options;
    if (!(dropout >= 0 && dropout <= 1)) throw new TokenizerError('OPTIONS_INVALID', `dropout must be from 0 to 1, got ${shown(dropout)}.`);
    this.vocabulary = vocabulary;
    this.merges = merges;
    this.options = options;
    this.#spelling = new Spelling(vocabulary, options);
    this.#merger = new Merger(merges);
  }

  tokenize(piece: string, tokens: TokenList): void {
    const { dropout = 0, random = Math.random, ignoreMerges } = this.options;
    const whole = ignoreMerges === true && dropout === 0 ? this.vocabulary.id(piece) : undefined;
    if (whole !== undefined) {
      tokens.push(whole, 0, piece.length);
      return;
    }
    const spelling = this.#spelling, merger = this.#merger;
    spelling.read(piece);
    const { ids, ends } = spelling;
    const count = dropout === 0 ? merger.merge(ids, spelling.count) : mergeQueue(this.merges, ids, merger.starting(spelling.count), spelling.count, () => random() < dropout);
    const cursor = new ByteCursor(piece);
    for (let i = 0, start = 0; i < count; i++) {
      const end = ends[(i + 1 < count ? merger.origins[i + 1]! : spelling.count) - 1]!;
      tokens.push(ids[i]!, cursor.startOf(start), cursor.endOf(end - 1));
      start = end;
    }
  }

  spec(): ModelSpec {
    const { vocabulary, options } = this;
    const merges = Array.from(this.merges.pairs(), ([left, right]) => [vocabulary.token(left), vocabulary.token(right)]);
    return {
      type: 'BPE',
      dropout: options.dropout ?? null,
      unk_token: options.unknown ?? null,
      continuing_subword_prefix: options.continuingSubwordPrefix ?? null,
      end_of_word_suffix: options.endOfWordSuffix ?? null,
      fuse_unk: options.fuseUnknown ?? false,
      byte_fallback: options.byteFallback ?? false,
      ignore_merges: options.ignoreMerges ?? false,
      vocab: Object.fromEntries(vocabulary),
      merges,
    };
  }
}
