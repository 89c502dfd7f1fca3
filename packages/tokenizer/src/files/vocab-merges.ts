import { byteLevel as byteLevelDecoder } from '../decoders/byte-level.ts';
import { shown, TokenizerError } from '../errors.ts';
import { bpe } from '../models/bpe/bpe.ts';
import { nfc } from '../normalizers/unicode.ts';
import type { TokenWithId } from '../post-processors/bert.ts';
import { byteLevel as byteLevelProcessor } from '../post-processors/byte-level.ts';
import { roberta } from '../post-processors/roberta.ts';
import { byteLevel } from '../pre-tokenizers/byte-level.ts';
import { sequence } from '../pre-tokenizers/sequence.ts';
import { split } from '../pre-tokenizers/split.ts';
import type { Preset } from '../presets/preset.ts';
import type { TokenizerParts } from '../tokenizer.ts';
import { createVocabulary } from '../vocabulary/create-vocabulary.ts';
import { jsonFields } from './json-fields.ts';

/** What a vocab.json and a merges.txt do not say; without a pattern, text is cut as GPT-2 does. */
export interface VocabMergesOptions extends Partial<Preset> {
  /** Whether a text is given a space at its start, so that its first word is a word like others (false). */
  readonly addPrefixSpace?: boolean | undefined;
}

/** Special tokens by their usual names, where the vocabulary has them. */
const usual = ['<s>', '<pad>', '</s>', '<unk>', '<mask>', '<|endoftext|>'];

/**
 * The parts of a byte-level tokenizer from `vocab.json` (ids by token) and `merges.txt` (a merge a line), as transformers' `GPT2Converter` puts
 * them together; with `<s>` and `</s>` around texts, as its `RobertaConverter` does, where the vocabulary has them.
 *
 * @param vocab text or parsed.
 * @throws TokenizerError `TOKENIZER_INVALID`, `VOCABULARY_INVALID`
 * @throws TokenizerError `TOKENIZER_UNSUPPORTED` for tokens that end in `</w>`: those are no byte-level tokenizer's (GPT-1, CLIP).
 */
export function readVocabMerges(vocab: string | object, merges: string, { addPrefixSpace = false, pattern, normalization, specialTokens = {} }: VocabMergesOptions = {}): TokenizerParts {
  const entries = jsonFields(vocab, 'vocab.json').all() as Readonly<Record<string, number>>;
  const suffixed = Object.keys(entries).find((token) => token.length > 4 && token.endsWith('</w>'));
  if (suffixed !== undefined) {
    throw new TokenizerError('TOKENIZER_UNSUPPORTED', `vocab.json must be of a byte-level tokenizer, but has ${shown(suffixed)}: its files do not say how text is cut; read its tokenizer.json.`);
  }
  const vocabulary = createVocabulary(entries);
  const special = new Map<string, number>(Object.entries(specialTokens));
  for (const token of usual) {
    const id = vocabulary.id(token);
    if (id !== undefined) special.set(token, id);
  }
  const named = (token: string): TokenWithId | undefined => (special.has(token) ? [token, special.get(token)!] : undefined);
  const cls = named('<s>'), sep = named('</s>');
  return {
    model: bpe({ vocabulary, merges: mergeLines(merges) }),
    normalizer: normalization && nfc(),
    preTokenizer:
      pattern === undefined
        ? byteLevel({ addPrefixSpace })
        : sequence([split({ pattern: { regex: pattern }, behavior: 'isolated' }), byteLevel({ addPrefixSpace, useRegex: false })]),
    postProcessor: cls && sep ? roberta({ cls, sep, addPrefixSpace }) : byteLevelProcessor({ trimOffsets: false }),
    decoder: byteLevelDecoder(),
    addedTokens: [...special].map(([content, id]) => ({ id, content, special: true, lstrip: content === '<mask>' })),
  };
}

/** Merges by their lines; a first line names the version, and empty ones mean nothing. */
function mergeLines(text: string): [left: string, right: string][] {
  const merges: [string, string][] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line === '' || line.startsWith('#version')) continue;
    const parts = line.split(' ');
    if (parts.length !== 2) throw new TokenizerError('TOKENIZER_INVALID', `merges.txt: line ${i + 1} must be two tokens with a space between them, got ${shown(line)}.`);
    merges.push(parts as [string, string]);
  }
  return merges;
}
