import { storeAt } from '@figment/core/checkpoint';
import type { Tokenizer } from '@figment/core/interfaces';
import type { AnyModelDefinition, ModelDefinition, Schema, TaskSpec } from '@figment/core/plugin';
import { FigmentError, isFigmentError, type Model } from '@figment/core';

import type { Family } from '../../huggingface/families/family.ts';
import { loadModel } from '../../huggingface/load-model.ts';
import type { TransformerModel } from '../../huggingface/open.ts';
import type { LoadCall } from '../../huggingface/weights/load-weights.ts';
import { transformer } from '../../transformer.ts';
import { type GgufSource, readGguf } from '../read-gguf.ts';
import { architectureNamed, type GgufArchitecture } from './architectures.ts';
import { inKeysOf, readConfig, toldSizes } from './config.ts';
import { GgufMetadata } from './metadata.ts';
import { weightsOf } from './weights.ts';

/** Options of {@link openGguf}. */
export interface OpenGgufOptions extends LoadCall {
  /** Instead of the one in the file; false: none. */
  readonly tokenizer?: Tokenizer | false | undefined;
}

/**
 * Opens a language model in a GGUF file: Llama, Mistral, Mixtral, Qwen 2 and 3, Gemma 3, GPT-2, GPT-NeoX, with its tokenizer and chat
 * template. Weights are read one by one and become floats. Starts a backend if none runs. The model belongs to the caller.
 *
 * @param source a file's path in Node, an address, or a Blob
 * @param definition `transformer` if left out
 * @throws FigmentError `FILE_NOT_FOUND`, `STORAGE_FAILED`
 * @throws FigmentError `GGUF_INVALID` for a file that is damaged, or of a type of weights that can't be read
 * @throws FigmentError `ARCHITECTURE_UNSUPPORTED` listing those that are supported
 * @throws FigmentError `CHECKPOINT_MISMATCH` when weights are missing, surplus or of another shape, listing them
 * @throws FigmentError `TOKENIZER_INVALID`, `TOKENIZER_UNSUPPORTED` of @figment/tokenizer for a vocabulary that can't be read
 */
export async function openGguf(source: string | URL | Blob, definition?: undefined, options?: OpenGgufOptions): Promise<TransformerModel>;
export async function openGguf<C extends Schema, Tasks extends Record<string, TaskSpec>, Batch, Runs, Observed extends object, Source = Batch>(
  source: string | URL | Blob,
  definition: ModelDefinition<C, Tasks, Batch, Runs, Observed, Source>,
  options?: OpenGgufOptions,
): Promise<Model<Batch, Tasks, Runs, Observed, Source>>;
export async function openGguf(source: string | URL | Blob, definition: AnyModelDefinition = transformer, options: OpenGgufOptions = {}): Promise<unknown> {
  options.signal?.throwIfAborted();
  const { file, bytes } = await opened(source);
  const gguf = await readGguf(bytes, { file, keep: (key) => !/^tokenizer\.ggml\.(tokens|scores|token_type|merges|precompiled_charsmap)$/.test(key) });
  const parts = gguf.metadata.get('split.count');
  if (typeof parts === 'number' && parts > 1) throw new FigmentError('GGUF_INVALID', `${file} is one of ${parts} parts of a model: join them first, with llama.cpp's gguf-split --merge.`);
  const name = gguf.metadata.get('general.architecture');
  const architecture = architectureNamed(name, file);
  const metadata = new GgufMetadata(gguf.metadata, name as string, file);
  const config = await readConfig(gguf, metadata, architecture);
  const weights = weightsOf(gguf, file, architecture, config as { heads: number; keyValueHeads: number });
  const tokenizer = options.tokenizer ?? (metadata.hasTokenizer ? await readTokenizer(bytes) : undefined);
  try {
    return await loadModel(definition, { config, tokenizer, family: familyOf(name as string, architecture), weights, location: file, told: toldSizes(metadata) }, options);
  } catch (error) {
    throw isFigmentError(error, 'CONFIG_INVALID') ? new FigmentError('GGUF_INVALID', `${file}: ${inKeysOf(metadata, error.message)}`, { cause: error }) : error;
  }
}

/** llama.cpp's names as one more family of names. */
function familyOf(type: string, { preset, names }: GgufArchitecture): Family {
  return { type, definition: 'figment/transformer', preset, architectures: {}, fields: {}, weights: names, surplus: /^rope_(freqs|factors_(long|short))\.weight$/ };
}

async function opened(source: string | URL | Blob): Promise<{ file: string; bytes: GgufSource }> {
  if (source instanceof Blob) return { file: source instanceof File ? source.name : 'gguf', bytes: source };
  const path = String(source);
  const [, folder = '', name = ''] = /^(.*[/\\])?([^/\\]+)$/.exec(path) ?? [];
  const store = storeAt((folder === '' ? '.' : folder));
  const bytes = await store.read(name);
  if (bytes === undefined) throw new FigmentError('FILE_NOT_FOUND', `${path} must be a GGUF file; there is none.`);
  return { file: path, bytes };
}

async function readTokenizer(bytes: GgufSource): Promise<Tokenizer> {
  const { readGgufTokenizer } = await import('@figment/tokenizer');
  return await readGgufTokenizer(bytes);
}
