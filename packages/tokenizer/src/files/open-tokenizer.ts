import { TokenizerError } from '../errors.ts';
import type { Preset } from '../presets/index.ts';
import type { Tokenizer } from '../tokenizer.ts';
import type { ByteFile } from './byte-file.ts';
import { type FileSource, type Folder, folderAt } from './folder.ts';
import { HttpFile } from './http-file.ts';
import { naming, recognise } from './recognise.ts';

/** What the files of a tokenizer do not say. */
export interface OpenTokenizerOptions {
  /** How text is cut for ranks of tiktoken (found by the name of the file: `o200k_base.tiktoken`), or for a vocab.json with merges.txt (GPT-2's). */
  readonly preset?: Preset | undefined;
}

/** The files by which a folder is known, the first that is there counts. */
const wanted: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['tokenizer.json', /^tokenizer\.json$/],
  ['tokenizer.model', /^tokenizer\.model$/],
  ['spiece.model', /^spiece\.model$/],
  ['sentencepiece.bpe.model', /\.model$/],
  ['vocab.json', /^vocab\.json$/],
  ['vocab.txt', /^vocab\.txt$/],
  ['*.tiktoken', /\.tiktoken$/],
  ['*.gguf', /\.gguf$/],
];

/**
 * Opens the tokenizer that is in a file or folder: a `tokenizer.json` with what lies beside it, a SentencePiece `.model`, a `vocab.json` with its
 * `merges.txt`, BERT's `vocab.txt`, ranks of tiktoken, or the vocabulary inside a GGUF file. What a file is, is seen by its contents.
 *
 * @param source a path or URL of a file or folder, a file, or files by their names. In a page a path means what it means in a link.
 * @throws TokenizerError `FILE_NOT_FOUND` saying what was looked for, and what is there
 * @throws TokenizerError `TOKENIZER_INVALID`, `VOCABULARY_INVALID`, `PATTERN_INVALID` for files that are damaged
 * @throws TokenizerError `TOKENIZER_UNSUPPORTED`, `PATTERN_UNSUPPORTED` naming what can't be represented
 * @throws TokenizerError `STORAGE_FAILED` if files can't be read
 */
export async function openTokenizer(source: FileSource, options: OpenTokenizerOptions = {}): Promise<Tokenizer> {
  const folder = await folderAt(source);
  const { name, file } = await mainFile(folder);
  try {
    const { readers } = await import('./readers.ts');
    return await naming(folder.location + (/[^\\/]$/.test(folder.location) ? '/' : '') + name, async () => readers[await recognise(file, name)]({ file, name, folder, options }));
  } finally {
    if (file instanceof HttpFile) await file.close();
  }
}

async function mainFile(folder: Folder): Promise<{ name: string; file: ByteFile }> {
  const names = folder.only === undefined ? wanted.flatMap(([name, pattern]) => folder.names?.filter((one) => pattern.test(one)) ?? (name.startsWith('*') ? [] : [name])) : [folder.only];
  for (const name of names) {
    const file = await folder.read(name);
    if (file !== undefined) return { name, file };
  }
  const found = folder.names === undefined ? '' : ` Found ${folder.names.length === 0 ? 'nothing' : folder.names.slice(0, 20).join(', ')}.`;
  const looked = folder.only ?? wanted.map(([name]) => name).join(', ');
  throw new TokenizerError('FILE_NOT_FOUND', `${folder.location === '' ? 'The files given' : folder.location} must have a tokenizer; looked for ${looked}.${found}`);
}
