import type { Tokenizer } from '../../tokenizer.ts';
import type { ByteSource } from '../byte-file.ts';

/**
 * The tokenizer inside a GGUF file: byte-level BPE (`gpt2`), SentencePiece's BPE (`llama`) and Unigram (`t5`), WordPiece (`bert`).
 * Only the header of the file is read. What begins or ends a text is added as the file says, or as llama.cpp does where it says nothing.
 *
 * @param source a Blob, or what else is read in parts
 * @throws TokenizerError `TOKENIZER_INVALID` where the file is cut off, damaged, or has no tokenizer
 * @throws TokenizerError `TOKENIZER_UNSUPPORTED` for a kind of tokenizer or of pre-tokenizer that is not known
 */
export async function readGgufTokenizer(source: ByteSource): Promise<Tokenizer> {
  const { ggufTokenizer } = await import('./gguf-tokenizer.ts');
  return await ggufTokenizer(source);
}
