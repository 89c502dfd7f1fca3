import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { trainBpe, trainUnigram, trainWordPiece, trainWords } from './trainers.ts';

/** Settings by the names that Hugging Face's tokenizers has for them. */
interface Settings {
  readonly vocab_size: number;
  readonly special_tokens?: readonly string[];
  readonly min_frequency?: number;
  readonly max_token_length?: number;
  readonly limit_alphabet?: number;
  readonly initial_alphabet?: readonly string[];
  readonly unk_token?: string;
  readonly shrinking_factor?: number;
  readonly max_piece_length?: number;
  readonly n_sub_iterations?: number;
  readonly seed_size?: number;
}

interface Case {
  readonly settings: Settings;
  readonly words: 'words' | 'runs' | 'untied';
  readonly tokens: readonly string[];
}

/** Made by the trainers of Hugging Face's tokenizers 0.23.3; the words of wordpiece's are such that it gave the same in twelve runs. */
const reference = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as {
  readonly words: readonly (readonly [string, number])[];
  readonly runs: readonly (readonly [string, number])[];
  readonly untied: readonly (readonly [string, number])[];
  readonly bpe: readonly (Case & { readonly merges: readonly string[] })[];
  readonly unigram: readonly (Omit<Case, 'tokens'> & { readonly pieces: readonly (readonly [string, number])[]; readonly unk: number | null })[];
  readonly wordpiece: Case;
  readonly word_level: readonly Case[];
};
const counts = { words: new Map(reference.words), runs: new Map(reference.runs), untied: new Map(reference.untied) };

function optionsOf({ vocab_size: vocabulary, special_tokens: specialTokens, min_frequency: minFrequency, limit_alphabet: limitAlphabet, initial_alphabet: initialAlphabet }: Settings) {
  return { vocabulary, specialTokens, minFrequency, limitAlphabet, initialAlphabet };
}

describe('trainBpe', () => {
  it.each(reference.bpe.map((row) => [JSON.stringify(row.settings), row] as const))('learns the merges of the reference with %s', async (_, { settings, words, tokens, merges }) => {
    // The reference's tokens stay below its maximum.
    const maxTokenLength = settings.max_token_length === undefined ? undefined : settings.max_token_length - 1;
    const trained = await trainBpe(counts[words], { ...optionsOf(settings), maxTokenLength });
    expect(trained.tokens).toEqual(tokens);
    expect(trained.merges.map((pair) => pair.join(' '))).toEqual(merges);
  });

  it.each([{ vocabulary: 1.5 }, { vocabulary: 10, maxTokenLength: -1 }, { vocabulary: 10, limitAlphabet: Number.NaN }])('refuses %j', async (options) => {
    await expect(trainBpe(counts.words, options)).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
  });

  it('gives the same whatever order the words come in', async () => {
    const options = { vocabulary: 130, continuingSubwordPrefix: '##', endOfWordSuffix: '</w>' };
    const backwards = new Map([...reference.words].reverse());
    expect(await trainBpe(backwards, options)).toEqual(await trainBpe(counts.words, options));
  });

  it('marks the ends of words', async () => {
    const { tokens } = await trainBpe(new Map([['low', 5], ['lower', 2]]), { vocabulary: 100, endOfWordSuffix: '</w>' });
    expect(tokens).toEqual(['e', 'l', 'o', 'r', 'w', 'w</w>', 'r</w>', 'lo', 'low</w>', 'er</w>', 'wer</w>', 'lower</w>']);
  });
});

describe('trainWordPiece', () => {
  it('learns the tokens of the reference', async () => {
    const { settings, words, tokens } = reference.wordpiece;
    const trained = await trainWordPiece(counts[words], optionsOf(settings));
    expect([...trained].sort()).toEqual([...tokens].sort());
  });
});

describe('trainUnigram', () => {
  it.each(reference.unigram.map((row) => [JSON.stringify(row.settings), row] as const))('learns the pieces of the reference with %s', async (_, { settings, words, pieces, unk }) => {
    const { unk_token: unknownToken, shrinking_factor: shrinkingFactor, max_piece_length: maxPieceLength, n_sub_iterations: subIterations, seed_size: seedSize } = settings;
    const trained = await trainUnigram(counts[words], { ...optionsOf(settings), unknownToken, shrinkingFactor, maxPieceLength, subIterations, seedSize });
    expect(trained.unknownId ?? null).toBe(unk);
    const scores = new Map(trained.pieces);
    expect([...scores.keys()].sort()).toEqual(pieces.map(([piece]) => piece).sort());
    // What the reference adds to characters that were dropped depends on the order of a hash table: less than 1e-3 for fewer than ten of them.
    for (const [piece, score] of pieces) expect(Math.abs(scores.get(piece)! - score), piece).toBeLessThan(1e-3);
  });

  it.each([{ shrinkingFactor: 1 }, { shrinkingFactor: Number.NaN }, { subIterations: 0 }, { seedSize: 0 }, { maxPieceLength: 0 }])('refuses %j', async (options) => {
    await expect(trainUnigram(counts.words, { vocabulary: 200, ...options })).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
  });

  it('says how many tokens the characters take', async () => {
    await expect(trainUnigram(counts.words, { vocabulary: 20, unknownToken: '<unk>' })).rejects.toMatchObject({
      code: 'TRAINING_INVALID',
      message: expect.stringMatching(/^vocabulary must be at least \d+ for these texts: special tokens \(1\) and characters \(\d+\); got 20\.$/) as string,
    });
  });
});

describe('trainWords', () => {
  it.each(reference.word_level.map((row) => [JSON.stringify(row.settings), row] as const))('takes the words of the reference with %s', async (_, { settings, words, tokens }) => {
    expect(await trainWords(counts[words], optionsOf(settings))).toEqual(tokens);
  });
});
