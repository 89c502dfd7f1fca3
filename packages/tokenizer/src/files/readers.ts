import { TokenizerError } from '../errors.ts';
import * as presets from '../presets/index.ts';
import type { Preset } from '../presets/index.ts';
import { Tokenizer } from '../tokenizer.ts';
import type { ByteFile } from './byte-file.ts';
import type { Folder } from './folder.ts';
import { readGgufTokenizer } from './gguf/read-gguf-tokenizer.ts';
import { jsonFields } from './json-fields.ts';
import type { OpenTokenizerOptions } from './open-tokenizer.ts';
import { type FileKind, naming } from './recognise.ts';
import { type ConfigFiles, configFields, withConfig } from './with-config.ts';

/** Rank files by the names under which they are published. */
const presetsByName: Readonly<Record<string, Preset>> = {
  gpt2: presets.gpt2, r50k_base: presets.r50k, p50k_base: presets.p50k, p50k_edit: presets.p50kEdit,
  cl100k_base: presets.cl100k, o200k_base: presets.o200k, o200k_harmony: presets.o200kHarmony,
};

/** What a reader is given: a file, where it lies, and what its user says. */
export interface Opened {
  readonly file: ByteFile;
  readonly name: string;
  readonly folder: Folder;
  readonly options: OpenTokenizerOptions;
}

/** What reads a format is loaded when a file has it. */
/** How each kind of file is read; the code of a kind is loaded when a file is of it. */
export const readers: Readonly<Record<FileKind, (opened: Opened) => Promise<Tokenizer>>> = {
  async 'tokenizer.json'({ file, folder }) {
    const { parseTokenizer } = await import('./tokenizer-json/parse-tokenizer.ts');
    return parseTokenizer(await textOf(file), await filesBeside(folder));
  },
  async sentencepiece({ file, folder }) {
    const { readSentencePiece } = await import('./sentencepiece/families.ts');
    return new Tokenizer(readSentencePiece(await bytesOf(file), await filesBeside(folder)));
  },
  async 'vocab.json'({ file, name, folder, options }) {
    const merges = await folder.read('merges.txt');
    if (merges === undefined) throw new TokenizerError('FILE_NOT_FOUND', `${name} must have a merges.txt beside it, but there is none.`);
    const files = await filesBeside(folder);
    const config = configFields(files);
    const { readVocabMerges } = await import('./vocab-merges.ts');
    // The ids of special tokens stand in the files beside.
    const cut = options.preset ?? (/^Qwen2Tok/.test(config?.string('tokenizer_class', '') ?? '') ? { ...presets.qwen2, specialTokens: {} } : {});
    return new Tokenizer(withConfig(readVocabMerges(await textOf(file), await textOf(merges), { ...cut, addPrefixSpace: config?.boolean('add_prefix_space', false) }), files));
  },
  async 'vocab.txt'({ file, folder }) {
    const files = await filesBeside(folder);
    const config = configFields(files);
    const flag = (name: string): boolean | undefined => config?.optional(name, (field) => config.boolean(field));
    const { readBertVocabulary } = await import('./bert-vocabulary.ts');
    const parts = readBertVocabulary(await textOf(file), { lowercase: flag('do_lower_case'), stripAccents: flag('strip_accents'), handleChineseCharacters: flag('tokenize_chinese_chars') });
    return new Tokenizer(withConfig(parts, files));
  },
  async tiktoken({ file, name, options }) {
    const preset = options.preset ?? presetsByName[name.replace(/\.[^.]*$/, '')];
    if (preset === undefined) throw new TokenizerError('TOKENIZER_UNSUPPORTED', `${name} has ranks of tiktoken, which do not say how text is cut: give one of the presets as an option.`);
    const { tiktoken } = await import('./tiktoken.ts');
    return new Tokenizer(tiktoken(await bytesOf(file), preset));
  },
  gguf: ({ file }) => readGgufTokenizer(file),
};

async function filesBeside(folder: Folder): Promise<ConfigFiles> {
  const read = async (name: string): Promise<string | undefined> => {
    const file = folder.names?.includes(name) === false ? undefined : await folder.read(name);
    return file && (await naming(name, () => textOf(file)));
  };
  const [config, specialTokensMap, addedTokens, template] = await Promise.all(['tokenizer_config.json', 'special_tokens_map.json', 'added_tokens.json', 'chat_template.jinja'].map(read));
  return { config: template === undefined ? config : { ...jsonFields(config ?? '{}', 'tokenizer_config.json').all(), chat_template: template }, specialTokensMap, addedTokens };
}

async function bytesOf(file: ByteFile): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

async function textOf(file: ByteFile): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new TokenizerError('TOKENIZER_INVALID', 'The text must be UTF-8.', { cause });
  }
}
