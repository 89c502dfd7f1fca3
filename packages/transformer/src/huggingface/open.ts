import type { Tokenizer } from '@figment/core/interfaces';
import { filesOf } from '@figment/core/interchange';
import type { AnyModelDefinition, ModelDefinition, Schema, TaskSpec } from '@figment/core/plugin';
import { FigmentError, type Model } from '@figment/core';

import { transformer } from '../transformer.ts';
import type { Json } from './config/field.ts';
import { readGeneration } from './config/generation.ts';
import { readAs } from './config/read-config.ts';
import type { DefinitionId, Family } from './families/family.ts';
import { type Files, type HuggingFaceSource, readJson } from './files/source.ts';
import { openWeightFiles, type WeightFiles } from './files/weight-files.ts';
import { loadModel } from './load-model.ts';
import { readSentenceModules } from './sentence-transformers.ts';
import { openTokenizerBeside } from './tokenizer-files.ts';
import type { LoadCall } from './weights/load-weights.ts';

/** Options of {@link openHuggingFace}. */
export interface OpenHuggingFaceOptions extends LoadCall {
  /** Instead of the one that lies beside the weights; false: none. */
  readonly tokenizer?: Tokenizer | false | undefined;
}

/**
 * Opens a folder as Hugging Face's transformers saves it: `config.json` (of versions 4 and 5), `model.safetensors` or its parts with their
 * index, read tensor by tensor (F32, F16, BF16), the tokenizer's files, `generation_config.json`, and `modules.json` of
 * sentence-transformers. Starts a backend if none runs. The model belongs to the caller.
 *
 * @param source a folder in Node, an address, the files that a page was given, or files by their names
 * @param definition what it is to be opened as: `transformer` (a language model) if left out, `textEncoder`, `sequenceToSequence`
 * @throws FigmentError `FILE_NOT_FOUND`, `CONFIG_INVALID`, `SAFETENSORS_INVALID`, `STORAGE_FAILED`
 * @throws FigmentError `ARCHITECTURE_UNSUPPORTED` for an architecture that there is not, listing those that there are
 * @throws FigmentError `CHECKPOINT_MISMATCH` when it is of another definition, naming that; when weights are missing, surplus or of
 * another shape, listing them
 * @throws FigmentError `TOKENIZER_MISMATCH` when the tokenizer has more ids than the model
 */
export async function openHuggingFace(source: HuggingFaceSource, definition?: undefined, options?: OpenHuggingFaceOptions): Promise<TransformerModel>;
export async function openHuggingFace<C extends Schema, Tasks extends Record<string, TaskSpec>, Batch, Runs, Observed extends object, Source = Batch>(
  source: HuggingFaceSource,
  definition: ModelDefinition<C, Tasks, Batch, Runs, Observed, Source>,
  options?: OpenHuggingFaceOptions,
): Promise<Model<Batch, Tasks, Runs, Observed, Source>>;
export async function openHuggingFace(source: HuggingFaceSource, definition: AnyModelDefinition = transformer, options: OpenHuggingFaceOptions = {}): Promise<unknown> {
  return await openAs(source, definition, options);
}

/** A model of the definition `transformer`. */
export type TransformerModel = typeof transformer extends ModelDefinition<Schema, infer Tasks, infer Batch, infer Runs, infer Observed, infer Source> ? Model<Batch, Tasks, Runs, Observed, Source> : never;

async function openAs<C extends Schema, Tasks extends Record<string, TaskSpec>, Batch, Runs, Observed extends object, Source>(
  source: HuggingFaceSource, definition: ModelDefinition<C, Tasks, Batch, Runs, Observed, Source>, options: OpenHuggingFaceOptions,
): Promise<Model<Batch, Tasks, Runs, Observed, Source>> {
  const { signal } = options;
  signal?.throwIfAborted();
  const files = filesOf(source);
  // Whatever is wrong with the files is known before anything is made.
  const { family, config, weights } = await readFolder(files);
  if (definition.id !== family.definition) {
    throw new FigmentError('CHECKPOINT_MISMATCH', `${files.location} holds a ${family.type}, which is a ${family.definition}, not a ${definition.id}: open it with openHuggingFace(…, ${definitionNames[family.definition]}), from @figment/transformer.`);
  }
  const tokenizer = options.tokenizer ?? (await openTokenizerBeside(files));
  return await loadModel(definition, { config, tokenizer, family, weights, location: files.location, told: 'config.json' }, options);
}

const definitionNames: Readonly<Record<DefinitionId, string>> = {
  'figment/transformer': 'transformer', 'figment/text-encoder': 'textEncoder', 'figment/sequence-to-sequence': 'sequenceToSequence',
};

/** What a folder holds: all that is told of the model, and its weights, of which headers are read. */
async function readFolder(files: Files): Promise<{ family: Family; config: Json; weights: WeightFiles }> {
  const json = (await readJson(files, 'config.json')) as Json | undefined;
  if (json === undefined) throw new FigmentError('FILE_NOT_FOUND', `${files.location} must have config.json, as transformers saves it; there is none.`);
  readAs(json); // An architecture that there is not is the first thing to tell.
  const weights = await openWeightFiles(files);
  const generation = { ...json, ...((await readJson(files, 'generation_config.json')) as Json | undefined) };
  const { family, config } = readAs({ ...json, ...idsOf(generation) }, weights.tensors.keys());
  if (family.definition === 'figment/text-encoder') return { family, config: { ...config, ...(await readSentenceModules(files)) }, weights };
  return { family, config: { ...config, generation: readGeneration(generation) }, weights };
}

/** Of ids the newer file tells. */
function idsOf(generation: Json): Json {
  return Object.fromEntries(Object.entries(generation).filter(([name, id]) => name.endsWith('_token_id') && id !== null));
}
