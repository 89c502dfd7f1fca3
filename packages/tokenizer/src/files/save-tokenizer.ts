import { pathOf, writeFiles } from '#platform/files';

import { shown, TokenizerError } from '../errors.ts';
import type { Tokenizer } from '../tokenizer.ts';

/**
 * 'tokenizer.json', with `tokenizer_config.json` and `special_tokens_map.json`, holds everything; a SentencePiece model, ranks of tiktoken and
 * `vocab.json` with `merges.txt` hold what they are made for.
 */
export type TokenizerFormat = 'tokenizer.json' | 'sentencepiece' | 'tiktoken' | 'vocab-merges';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** What writes a format is loaded when it is asked for. */
const formats: Readonly<Record<TokenizerFormat, (tokenizer: Tokenizer) => Promise<Files>>> = {
  'tokenizer.json': async (tokenizer) => ({ ...(await import('./tokenizer-json/write-tokenizer.ts')).writeTokenizer(tokenizer) }),
  sentencepiece: async (tokenizer) => ({ 'tokenizer.model': (await import('./sentencepiece/from-tokenizer.ts')).writeSentencePiece(tokenizer) }),
  tiktoken: async (tokenizer) => ({ 'tokenizer.tiktoken': (await import('./write-tiktoken.ts')).writeTiktoken(tokenizer) }),
  'vocab-merges': async (tokenizer) => (await import('./write-vocab-merges.ts')).writeVocabMerges(tokenizer),
};

/**
 * The files of a tokenizer by their names, as text or bytes.
 *
 * @throws TokenizerError `TOKENIZER_UNSUPPORTED` naming the part that the format can't hold
 * @throws TokenizerError `OPTIONS_INVALID`
 */
export async function tokenizerFiles(tokenizer: Tokenizer, format: TokenizerFormat = 'tokenizer.json'): Promise<Readonly<Record<string, string | Uint8Array>>> {
  if (!Object.hasOwn(formats, format)) throw new TokenizerError('OPTIONS_INVALID', `format must be ${Object.keys(formats).join(' or ')}, got ${shown(format)}.`);
  return await formats[format](tokenizer);
}

/**
 * Saves a tokenizer into a folder, in Node. The folder is made where it is missing; no file there is ever half-written.
 *
 * @throws TokenizerError `TOKENIZER_UNSUPPORTED` naming the part that the format can't hold; nothing is written then
 * @throws TokenizerError `STORAGE_FAILED` if it can't be written to, and always in a page
 * @throws TokenizerError `OPTIONS_INVALID`
 */
export async function saveTokenizer(tokenizer: Tokenizer, folder: string | URL, { format }: { readonly format?: TokenizerFormat | undefined } = {}): Promise<void> {
  await writeFiles(pathOf(folder), await tokenizerFiles(tokenizer, format));
}
