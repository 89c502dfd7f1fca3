import { trainUnigram } from '@figment/tokenizer';

import type { RowsKind } from '../kind.ts';
import { TrainingInputs } from '../training/corpus.ts';

interface Tolerance {
  /** How much two sets of pieces must overlap: common pieces by all pieces. */
  readonly pieces_jaccard_min?: number;
  readonly score_atol_of_common_pieces?: number;
}

/** Pieces as a set, and their log-probabilities. */
export const kind: RowsKind = {
  name: 'train-unigram',
  async check(golden) {
    const inputs = new TrainingInputs(golden);
    const { pieces } = await trainUnigram(await inputs.words(), {
      vocabulary: inputs.number('vocab_size') ?? 8000,
      specialTokens: inputs.strings('special_tokens'),
      unknownToken: inputs.string('unk_token'),
      initialAlphabet: inputs.alphabet('initial_alphabet'),
      shrinkingFactor: inputs.number('shrinking_factor'),
      subIterations: inputs.number('n_sub_iterations'),
      maxPieceLength: inputs.number('max_piece_length'),
      seedSize: inputs.number('seed_size'),
    });
    inputs.finish();
    const expected = new Map((golden.json['expected'] as { pieces: [string, number][] }).pieces);
    const { pieces_jaccard_min: least = 1, score_atol_of_common_pieces: allowed = 1e-3 } = golden.json['tolerance'] as Tolerance;
    const common = pieces.filter(([piece]) => expected.has(piece));
    const overlap = common.length / (pieces.length + expected.size - common.length);
    const failures = common
      .filter(([piece, score]) => Math.abs(score - expected.get(piece)!) > allowed)
      .map(([piece, score]) => `the score of ${piece} is ${score}, expected ${expected.get(piece)!}`);
    if (overlap < least) failures.unshift(`${(100 * overlap).toFixed(1)} % of the pieces are common, expected ${100 * least} %`);
    return { rows: expected.size, failures };
  },
};
