// The Unigram language model: from many candidates, expectation maximization and pruning in turn leave the pieces that make the texts most
// probable. Kudo 2018, "Subword regularization: improving neural network translation models with multiple subword candidates",
// arXiv:1804.10959, section 3.2. Counts, thresholds and the order of steps are those of the UnigramTrainer of Hugging Face's tokenizers 0.23.
import { TokenizerError } from '../errors.ts';
import { alphabetOf, type AlphabetOptions } from './alphabet.ts';
import { checkWhole, fail } from './check-options.ts';
import { Pace, type PaceOptions, type Turn } from './pace.ts';
import { digamma } from './unigram/digamma.ts';
import { expectedCounts } from './unigram/expected-counts.ts';
import { flatWords } from './unigram/flat-words.ts';
import { prune } from './unigram/prune.ts';
import { seedPieces } from './unigram/seed-pieces.ts';
import { UNKNOWN, withoutDropped, wordLattices } from './unigram/word-lattices.ts';
import type { WordCounts } from './count-words.ts';

/** A piece that is expected less often than this is dropped. */
const MIN_EXPECTED = 0.5;
/** Characters that were dropped but have to be in get the least probable piece's score, each this much more than the one before. */
const REQUIRED_STEP = 0.0001;
/** What an unknown character costs beyond the least probable piece. */
const UNKNOWN_PENALTY = 10;

/** How a Unigram vocabulary is learned. */
export interface TrainUnigramOptions extends AlphabetOptions, PaceOptions {
  /** How many pieces there are to be, special tokens included. Fewer come out where words have no more. */
  readonly vocabulary: number;
  /** Their ids come first, in this order. */
  readonly specialTokens?: readonly string[] | undefined;
  /** The token for characters that no piece has: one of the special tokens, or put before them. */
  readonly unknownToken?: string | undefined;
  /** The longest piece to start from, in characters (16). */
  readonly maxPieceLength?: number | undefined;
  /** How many pieces to start from (1,000,000). */
  readonly seedSize?: number | undefined;
  /** Which part of the pieces is left after each pruning (0.75). */
  readonly shrinkingFactor?: number | undefined;
  /** Steps of expectation maximization before each pruning (2). */
  readonly subIterations?: number | undefined;
}

/** What was learned. */
export interface TrainedUnigram {
  /** In the order of ids: special tokens with a score of 0, then pieces and their log-probabilities, the most probable first. */
  readonly pieces: readonly (readonly [token: string, score: number])[];
  readonly unknownId: number | undefined;
}

/** See `trainers.ts`. */
export async function trainUnigram(words: WordCounts, options: TrainUnigramOptions): Promise<TrainedUnigram> {
  const { vocabulary, specialTokens = [], unknownToken, shrinkingFactor = 0.75, subIterations = 2 } = options;
  checkWhole(options, { vocabulary: 1, limitAlphabet: 0, maxPieceLength: 1, seedSize: 1, subIterations: 1 });
  if (!(shrinkingFactor > 0 && shrinkingFactor < 1)) fail('shrinkingFactor', 'between 0 and 1', shrinkingFactor);
  const special = unknownToken === undefined || specialTokens.includes(unknownToken) ? specialTokens : [unknownToken, ...specialTokens];
  const required = alphabetOf(words, options);
  const room = vocabulary - special.length;
  if (required.length > room) {
    throw new TokenizerError('TRAINING_INVALID', `vocabulary must be at least ${required.length + special.length} for these texts: special tokens (${special.length}) and characters (${required.length}); got ${vocabulary}.`);
  }
  const pace = new Pace(options);
  const flat = flatWords(words, new Set(required));
  const seeds = await seedPieces(flat, options.maxPieceLength ?? 16, options.seedSize ?? 1_000_000, pace);
  let lattices = await wordLattices(flat, seeds, pace);

  // By the pieces' numbers; UNKNOWN is the first.
  const lengths = Int32Array.from([1, ...seeds.map(({ length }) => length)]);
  const logSum = Math.log(seeds.reduce((sum, { score }) => sum + score, 0));
  const scores = Float64Array.from([0, ...seeds.map(({ score }) => Math.log(score) - logSum)]);
  let order = seeds.map((_, index) => index + 1);

  // Pruning goes on until a tenth more than wanted is left; the rest is cut off where the losses are least.
  const wanted = Math.floor((vocabulary * 11) / 10);
  const rounds = Math.max(0, Math.floor(Math.log(wanted / (order.length + 1)) / Math.log(shrinkingFactor))) + 1;
  let done = 0;
  const turn: Turn = {
    get isDue() {
      return pace.isDue;
    },
    pause: () => pace.pause('pruning', Math.min(done, rounds * subIterations - 1), rounds * subIterations),
  };
  const keepOnly = (kept: number[]): void => {
    order = kept;
    const isKept = new Uint8Array(scores.length);
    for (const piece of order) isKept[piece] = 1;
    lattices = withoutDropped(lattices, isKept);
    scores[UNKNOWN] = leastOf(order, scores) - UNKNOWN_PENALTY;
  };
  scores[UNKNOWN] = leastOf(order, scores) - UNKNOWN_PENALTY;
  for (;;) {
    for (let iteration = 0; iteration < subIterations; iteration++, done++) {
      const expected = await expectedCounts(flat, { lattices, scores, lengths }, turn);
      // The M step. The digamma function takes the place of the logarithm: a prior that makes rare pieces rarer (Liang and Klein 2007,
      // "Structured Bayesian nonparametric models with variational inference", section 3.3).
      const kept = order.filter((piece) => expected[piece]! >= MIN_EXPECTED);
      const total = digamma(kept.reduce((sum, piece) => sum + expected[piece]!, 0));
      for (const piece of kept) scores[piece] = digamma(expected[piece]!) - total;
      keepOnly(kept);
    }
    // UNKNOWN is one of them.
    if (order.length + 1 <= wanted) break;
    const before = order.length;
    const size = Math.max(wanted, Math.floor((before + 1) * shrinkingFactor));
    keepOnly(await prune(flat, { lattices, scores, lengths }, seeds, order, size - 1, turn));
    // Nothing can be replaced any more.
    if (order.length === before) break;
  }
  pace.report('pruning', rounds * subIterations, rounds * subIterations);
  return { pieces: [...special.map((token) => [token, 0] as const), ...finalPieces()], unknownId: unknownToken === undefined ? undefined : special.indexOf(unknownToken) };

  /** All characters, and as many other pieces as there is room for, the most probable first. */
  function finalPieces(): [token: string, score: number][] {
    const learned = new Map(order.map((piece) => [seeds[piece - 1]!.text, scores[piece]!]));
    const final = new Map<string, number>();
    let missing = leastOf(order, scores);
    for (const character of required) {
      const score = learned.get(character);
      final.set(character, score ?? missing);
      if (score === undefined) missing += REQUIRED_STEP;
    }
    for (const [text, score] of learned) {
      if (final.size >= room) break;
      final.set(text, score);
    }
    // A special token stays one, though texts may spell it.
    for (const token of special) final.delete(token);
    // With these digits every reader of JSON gets the same number, even one that does not round correctly, and so breaks ties the same way.
    return Array.from(final, ([text, score]) => [text, Number(score.toPrecision(12))] as [string, number]).sort(([, a], [, b]) => b - a);
  }
}

/** 0 if there are none: all texts are of characters that are no part of the alphabet. */
function leastOf(order: readonly number[], scores: Float64Array): number {
  let least = Infinity;
  for (const piece of order) if (scores[piece]! < least) least = scores[piece]!;
  return order.length === 0 ? 0 : least;
}
