import { isTokenizerError, TokenizerError } from '../errors.ts';
import type { ByteFile } from './byte-file.ts';

/** What a file is. */
export type FileKind = 'tokenizer.json' | 'vocab.json' | 'gguf' | 'sentencepiece' | 'tiktoken' | 'vocab.txt';

/** So much is looked at. */
const HEAD_BYTES = 4096;
/** The tag of a SentencePiece model's first field, which is a message whose own first field is a string. */
const FIELD_ONE = 0x0a;

/**
 * What a file is, by what stands in it.
 *
 * @throws TokenizerError `TOKENIZER_UNSUPPORTED` if it is nothing that is known
 */
export async function recognise(file: ByteFile, name: string): Promise<FileKind> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const text = new TextDecoder().decode(head);
  if (text.startsWith('GGUF')) return 'gguf';
  if (/^\s*\{/.test(text)) return isVocabulary(text) ? 'vocab.json' : 'tokenizer.json';
  if (/^[A-Za-z0-9+/]+={0,2} \d+\r?(\n|$)/.test(text)) return 'tiktoken';
  if (head[0] === FIELD_ONE && (head[2] === FIELD_ONE || head[3] === FIELD_ONE)) return 'sentencepiece';
  if (name.endsWith('.txt') || /^\[(UNK|PAD)\]\r?$/m.test(text)) return 'vocab.txt';
  const start = Array.from(head.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  throw new TokenizerError('TOKENIZER_UNSUPPORTED', `${name} is no file of a tokenizer that is known; it ${head.length === 0 ? 'is empty' : `starts with the bytes ${start}`}.`);
}

/** Whether an object starts as one of ids by tokens. */
function isVocabulary(head: string): boolean {
  return /^\s*\{\s*"(?:[^"\\]|\\.)*"\s*:\s*\d+\s*[,}]/.test(head);
}

/** Names the file in the errors of reading it. */
export async function naming<T>(name: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    // What a Blob throws when its file is gone, or may not be read.
    if (error instanceof DOMException) throw new TokenizerError('STORAGE_FAILED', `${name} can't be read: ${error.message}.`, { cause: error });
    if (!isTokenizerError(error) || error.message.includes(name)) throw error;
    throw new TokenizerError(error.code, `${name}: ${error.message}`, { cause: error });
  }
}
