import { byteLevel as byteLevelDecoder } from '../decoders/byte-level.ts';
import { shown, TokenizerError } from '../errors.ts';
import { BpeModel } from '../models/bpe/bpe.ts';
import { RankedMerges } from '../models/bpe/ranked-merges.ts';
import { nfc } from '../normalizers/unicode.ts';
import { byteLevel } from '../pre-tokenizers/byte-level.ts';
import { sequence } from '../pre-tokenizers/sequence.ts';
import { split } from '../pre-tokenizers/split.ts';
import { byteLevel as byteLevelProcessor } from '../post-processors/byte-level.ts';
import type { Preset } from '../presets/preset.ts';
import type { TokenizerParts } from '../tokenizer.ts';
import { portablePattern } from './tiktoken-pattern.ts';
import { readRanks } from './tiktoken-ranks.ts';

/** What a rank file does not say; `presets` has it for known models. */
export type TiktokenOptions = Pick<Preset, 'pattern' | 'normalization'> & Partial<Pick<Preset, 'specialTokens'>>;

/**
 * The parts of a byte-level tokenizer from ranks in tiktoken's format: a line for each token, its bytes in base64, a space, its rank.
 * Encoding gives the ids of tiktoken: pieces that are tokens stay whole, and neighbours merge by the rank of what they make together.
 *
 * ```ts
 * const tokenizer = new Tokenizer(tiktoken(await readFile('o200k_base.tiktoken'), presets.o200k));
 * ```
 *
 * @throws TokenizerError `VOCABULARY_INVALID` for lines that are broken, ranks that are missing or there twice, and bytes that are no token.
 * @throws TokenizerError `PATTERN_INVALID`, `PATTERN_UNSUPPORTED`
 */
export function tiktoken(ranks: string | Uint8Array, { pattern, normalization, specialTokens = {} }: TiktokenOptions): TokenizerParts {
  const special = new Map(Object.entries(specialTokens).map(([content, id]) => [id, content]));
  const vocabulary = readRanks(typeof ranks === 'string' ? new TextEncoder().encode(ranks) : ranks, (id) => special.has(id));
  for (const [id, content] of special) {
    if (!Number.isInteger(id) || id < 0 || vocabulary.indexOf(id) >= 0) {
      throw new TokenizerError('VOCABULARY_INVALID', `specialTokens[${shown(content)}] must be an id that no rank is, got ${shown(id)}.`);
    }
  }
  return {
    model: new BpeModel({ vocabulary, ignoreMerges: true }, new RankedMerges(vocabulary)),
    normalizer: normalization && nfc(),
    preTokenizer: sequence([split({ pattern: { regex: portablePattern(pattern) }, behavior: 'isolated' }), byteLevel({ addPrefixSpace: false, useRegex: false })]),
    postProcessor: byteLevelProcessor({ trimOffsets: false }),
    decoder: byteLevelDecoder(),
    addedTokens: [...special].sort(([a], [b]) => a - b).map(([id, content]) => ({ id, content, special: true })),
  };
}
