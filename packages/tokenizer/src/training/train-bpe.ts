// Byte pair encoding: the most frequent pair of neighbours becomes a token, again and again. Sennrich, Haddow and Birch 2016, "Neural machine
// translation of rare words with subword units", arXiv:1508.07909, algorithm 1. Merges, their order and the vocabulary's are those of the
// BpeTrainer of Hugging Face's tokenizers 0.23.
import { alphabetOf, byCodePoint, type AlphabetOptions } from './alphabet.ts';
import { checkWhole } from './check-options.ts';
import { MergeQueue } from './merge-queue.ts';
import { Pace, type PaceOptions } from './pace.ts';
import { PairTable } from './pair-table.ts';
import { SymbolWords } from './symbol-words.ts';
import type { WordCounts } from './count-words.ts';
import { WordLists } from './word-lists.ts';

/** After how many symbols the clock is asked. */
const CLOCK_STEPS = 1 << 14;

/** How merges are learned. */
export interface TrainBpeOptions extends AlphabetOptions, PaceOptions {
  /** How many tokens there may be, special tokens and alphabet included. Merging stops there; special tokens and alphabet are never cut. */
  readonly vocabulary: number;
  /** Their ids come first, in this order. */
  readonly specialTokens?: readonly string[] | undefined;
  /** A pair that is rarer becomes no token (0). */
  readonly minFrequency?: number | undefined;
  /** No merge makes a longer token, in characters; but two characters may always become one token. */
  readonly maxTokenLength?: number | undefined;
  /** What tokens start with that go on with a word, e.g. `##`. */
  readonly continuingSubwordPrefix?: string | undefined;
  /** What tokens end with that end a word, e.g. `</w>`. */
  readonly endOfWordSuffix?: string | undefined;
}

/** What was learned. */
export interface TrainedBpe {
  /** In the order of ids: special tokens, the alphabet in the order of code points, merged tokens. */
  readonly tokens: readonly string[];
  /** Which two tokens become one, in the order in which that is done. */
  readonly merges: readonly (readonly [left: string, right: string])[];
}

/** See `trainers.ts`. */
export async function trainBpe(words: WordCounts, options: TrainBpeOptions): Promise<TrainedBpe> {
  checkWhole(options, { vocabulary: 0, minFrequency: 0, limitAlphabet: 0, maxTokenLength: 0 });
  const { vocabulary, minFrequency = 0, maxTokenLength = Infinity, continuingSubwordPrefix: prefix = '' } = options;
  const pace = new Pace(options);
  const ids = new Map<string, number>();
  const idOf = (token: string): number => ids.get(token) ?? (ids.set(token, ids.size), ids.size - 1);
  for (const token of [...(options.specialTokens ?? []), ...alphabetOf(words, options)]) idOf(token);

  const table = new PairTable();
  const lists = new WordLists();
  const symbols = new SymbolWords(words, symbolsOf(words, ids, prefix, options.endOfWordSuffix ?? ''), table, lists, maxTokenLength);
  for (let word = 0; word < symbols.size; word++) {
    symbols.countPairs(word);
    if (word % 1024 === 0 && pace.isDue) await pace.pause('counting', word, symbols.size);
  }
  pace.report('counting', symbols.size, symbols.size);

  const queue = new MergeQueue(table);
  const enqueueTouched = (): void => {
    for (const pair of symbols.takeTouched()) {
      // A pair may come and go within one merge.
      if (table.counts[pair]! > 0) queue.push(pair, table.counts[pair]!, table.lists[pair]!);
      else for (let list = table.lists[pair]!; list !== 0; ) list = lists.drop(list);
      table.lists[pair] = 0;
    }
  };
  enqueueTouched();

  const tokens = [...ids.keys()];
  const merges = new Map<number, readonly [left: string, right: string]>();
  let looked = 0;
  while (tokens.length < vocabulary && !queue.isEmpty) {
    const { pair, list, count: then } = queue;
    const count = table.counts[pair]!;
    queue.pop();
    if (count !== then) {
      queue.push(pair, count, list);
      continue;
    }
    if (count < Math.max(1, minFrequency)) break;
    const left = table.left(pair), right = table.right(pair);
    const start = tokens[left]!, rest = tokens[right]!;
    const token = start + (rest.startsWith(prefix) ? rest.slice(prefix.length) : rest);
    const merged = idOf(token);
    if (merged === tokens.length) tokens.push(token);
    // Two tokens that are spelled alike are one, so a pair may come into being, and be merged, twice: the later time counts.
    merges.delete(pair);
    merges.set(pair, [start, rest]);
    for (let at = list; at !== 0; at = lists.drop(at)) {
      looked += symbols.merge(lists.word(at), left, right, merged);
      if (looked < CLOCK_STEPS) continue;
      looked = 0;
      if (pace.isDue) await pace.pause('merging', tokens.length, vocabulary);
    }
    enqueueTouched();
  }
  pace.report('merging', tokens.length, tokens.length);
  return { tokens, merges: [...merges.values()] };
}

/** The symbol of a character of the alphabet, by where it stands in its word. Those with a prefix or a suffix get ids after the alphabet. */
function symbolsOf(words: WordCounts, ids: Map<string, number>, prefix: string, suffix: string): (character: string, isFirst: boolean, isLast: boolean) => number | undefined {
  const spell = (character: string, isFirst: boolean, isLast: boolean): string => (isFirst ? '' : prefix) + character + (isLast ? suffix : '');
  const alphabet = new Map(ids);
  if (prefix + suffix !== '') {
    for (const word of [...words.keys()].sort(byCodePoint)) {
      const characters = Array.from(word);
      for (const [i, character] of characters.entries()) {
        const form = spell(character, i === 0, i === characters.length - 1);
        if (alphabet.has(character) && !ids.has(form)) ids.set(form, ids.size);
      }
    }
  }
  return (character, isFirst, isLast) => (alphabet.has(character) ? ids.get(spell(character, isFirst, isLast)) : undefined);
}
