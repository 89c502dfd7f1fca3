import { FigmentError } from '../errors.ts';
import type { Tokenizer } from '../interfaces/tokenizer.ts';
import { createModel } from '../plugin/create-model.ts';
import { refreshHostCopy } from '../plugin/host-copy.ts';
import type { AnyModelDefinition, Contributions, InputOf, Model, ModelDefinition, Schema, TaskSpec } from '../plugin/spec/v1.ts';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { MODEL } from './manifest.ts';
import { findStore } from './stores/store-at.ts';
import type { CheckpointPath } from './stores/store.ts';
import { openTokenizerOf } from './tokenizer-files.ts';
import { checkTensors, loadInto, weightsOf } from './weights.ts';

/** Options of {@link openModel}. */
export interface OpenOptions {
  /** Definitions of the models that a composite is made of. */
  readonly also?: readonly AnyModelDefinition[] | undefined;
  /** Other models, for a composite whose checkpoint has not all of them. They stay the caller's: `dispose()` leaves them alone. */
  readonly parts?: Readonly<Record<string, unknown>> | undefined;
  /** Instead of the checkpoint's own, if it has one. */
  readonly tokenizer?: Tokenizer | undefined;
  /** What plugins brought for models such as this: `registry.contributions()`. */
  readonly contributions?: Contributions | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of weights read so far, and in all. */
  readonly onProgress?: ((progress: { readonly loaded: number; readonly total: number }) => void) | undefined;
}

/**
 * Opens what `definition` describes, with the tokenizer that was saved along, and the parts of a composite with the definitions in `also`.
 * Starts a backend if none runs.
 * The model belongs to the caller; its `dispose` frees its parts too.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `CHECKPOINT_INVALID`, `CHECKPOINT_SPEC_UNSUPPORTED`, `SAFETENSORS_INVALID`, `STORAGE_FAILED`;
 * `CHECKPOINT_MISMATCH` when it is of another model, or a weight is missing, unknown or of another shape;
 * `MODEL_UNKNOWN` when the definition of a part is not in `also`
 */
export async function openModel<C extends Schema, Tasks extends Record<string, TaskSpec>, Batch, Runs, Observed extends object, Source = Batch>(
  path: CheckpointPath,
  definition: ModelDefinition<C, Tasks, Batch, Runs, Observed, Source>,
  options: OpenOptions = {},
): Promise<Model<Batch, Tasks, Runs, Observed, Source>> {
  const store = await findStore(path);
  for (let attempt = 1; ; attempt += 1) {
    options.signal?.throwIfAborted();
    try {
      const checkpoint = await openCheckpoint(store);
      return await open(checkpoint, definition, options, await progressOf(checkpoint, options.onProgress));
    } catch (error) {
      if (!(error instanceof DOMException && ['NotReadableError', 'NotFoundError'].includes(error.name))) throw error;
      // A run that saves to this place may have replaced the files while they were read: then the new ones can be.
      if (attempt === 3) throw new FigmentError('STORAGE_FAILED', `${store.location} can't be read: its files change or vanish meanwhile.`, { cause: error });
    }
  }
}

async function open<C extends Schema, Tasks extends Record<string, TaskSpec>, Batch, Runs, Observed extends object, Source>(
  checkpoint: Checkpoint,
  definition: ModelDefinition<C, Tasks, Batch, Runs, Observed, Source>,
  options: OpenOptions,
  onBytes: (bytes: number) => void,
): Promise<Model<Batch, Tasks, Runs, Observed, Source>> {
  const { location, manifest } = checkpoint;
  if (manifest.model !== definition.id) throw new FigmentError('CHECKPOINT_MISMATCH', `${location} holds a ${manifest.model}, not a ${definition.id}.`);
  const { signal, also = [] } = options;
  // Headers first: what can't be opened should not cost the making of a model.
  const file = await checkpoint.tensors(MODEL);
  const partDefinitions = await Promise.all(Object.keys(manifest.parts ?? {}).map(async (name) => {
    const part = await checkpoint.part(name);
    return { name, part, definition: definitionFor(part, also, name, definition.id) };
  }));
  const parts: Record<string, { dispose(): void }> = {};
  const disposeParts = (): void => { for (const part of Object.values(parts)) part.dispose(); };
  let model: Model<Batch, Tasks, Runs, Observed, Source> | undefined;
  try {
    for (const { name, part, definition: partDefinition } of partDefinitions) parts[name] = await open(part, partDefinition, { ...options, parts: undefined }, onBytes);
    const tokenizer = options.tokenizer ?? (await openTokenizerOf(checkpoint, definition));
    model = await createModel(definition, manifest.config as InputOf<C>, { seed: 0, tokenizer, parts: { ...options.parts, ...parts }, contributions: options.contributions });
    const weights = weightsOf(model.modules);
    checkTensors(file, weights, { location: `${location}/${MODEL}`, of: `${definition.id} with this config` });
    await loadInto(weights, file, { signal, onBytes });
    await refreshHostCopy(model);
    const opened = model;
    return partDefinitions.length === 0 ? opened : { ...opened, dispose: () => { opened.dispose(); disposeParts(); } };
  } catch (error) {
    model?.dispose();
    disposeParts();
    throw error;
  }
}

function definitionFor({ manifest, location }: Checkpoint, also: readonly AnyModelDefinition[], name: string, of: string): AnyModelDefinition {
  const found = also.find(({ id }) => id === manifest.model);
  if (found !== undefined) return found;
  const home = `@${manifest.plugin?.id ?? manifest.model}`;
  throw new FigmentError('MODEL_UNKNOWN', `${of} needs ${manifest.model} for its part "${name}" (${location}), which is not in { also }: import its definition from ${home}.`);
}

/** Counts the bytes of all weights, parts included. */
async function progressOf(checkpoint: Checkpoint, tell: OpenOptions['onProgress']): Promise<(bytes: number) => void> {
  if (tell === undefined) return () => undefined;
  const sizeOf = async (one: Checkpoint): Promise<number> => {
    const parts = await Promise.all(Object.keys(one.manifest.parts ?? {}).map(async (name) => await sizeOf(await one.part(name))));
    const own = [...(await one.tensors(MODEL)).tensors.values()];
    return own.reduce((sum, { start, end }) => sum + end - start, 0) + parts.reduce((sum, size) => sum + size, 0);
  };
  const total = await sizeOf(checkpoint);
  let loaded = 0;
  tell({ loaded, total });
  return (bytes) => {
    loaded += bytes;
    tell({ loaded, total });
  };
}
