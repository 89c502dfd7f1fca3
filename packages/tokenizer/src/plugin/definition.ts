import type { z } from 'zod';

import { TokenizerError } from '../errors.ts';
import { openTokenizer } from '../files/open-tokenizer.ts';
import { writeTokenizer } from '../files/tokenizer-json/write-tokenizer.ts';
import type { Tokenizer } from '../tokenizer.ts';
import type { TrainingProgress } from '../training/options.ts';
import { trainTokenizer } from '../training/trainers.ts';
import { options } from './options.ts';

/** Files beside a `tokenizer.json`, which may be missing. */
const beside = ['tokenizer_config.json', 'special_tokens_map.json'] as const;

/** What a host tells a training besides its texts and options. */
export interface TrainingCall {
  /** Stops with the signal's reason. */
  readonly signal: AbortSignal;
  /** Called often enough for a progress bar. */
  readonly onProgress: (progress: TrainingProgress) => void;
}

/** Whether it is one of this package's, perhaps of another copy of it. */
function isOurs(value: unknown): value is Tokenizer {
  return typeof value === 'object' && value !== null && 'toJSON' in value && 'addedTokens' in value && 'model' in value;
}

/** Every kind of tokenizer that this package trains and reads. */
export const tokenizer = {
  id: 'figment/tokenizer',
  title: 'Tokenizers',
  description: 'Byte-level BPE, SentencePiece, Unigram, WordPiece, words and characters, in the files of Hugging Face.',
  options,
  /** From a `tokenizer.json` and what lies beside it. @throws TokenizerError as `openTokenizer` */
  async open(files: (name: string) => Promise<Blob>): Promise<Tokenizer> {
    const found: Record<string, Blob> = { 'tokenizer.json': await files('tokenizer.json') };
    for (const name of beside) {
      const file = await files(name).catch(() => undefined);
      if (file !== undefined) found[name] = file;
    }
    return await openTokenizer(found);
  },
  /** @throws TokenizerError as `trainTokenizer` */
  async train(texts: AsyncIterable<string>, { model, vocabulary, ...more }: z.output<typeof options>, { signal, onProgress }: TrainingCall): Promise<Tokenizer> {
    return await trainTokenizer(texts, { model, vocabulary, ...more, signal, onProgress });
  },
  /** The files of Hugging Face. @throws TokenizerError `INPUT_INVALID` for a tokenizer of another package */
  save(trained: unknown): Readonly<Record<string, string>> {
    if (!isOurs(trained)) throw new TokenizerError('INPUT_INVALID', 'figment/tokenizer saves only tokenizers of @figment/tokenizer.');
    return { ...writeTokenizer(trained) };
  },
};
