import { FigmentError } from '../errors.ts';
import type { Tokenizer } from '../interfaces/tokenizer.ts';
import type { AnyModelDefinition } from '../plugin/spec/v1.ts';
import type { Module } from '../nn/module.ts';
import type { Tensor } from '../tensor.ts';
import { type Chunks, each } from './bytes.ts';
import { GENERATION } from './checkpoint.ts';
import { commit } from './generation.ts';
import { encodeManifest, isBeside, type Manifest, MANIFEST, MODEL, SPEC } from './manifest.ts';
import { type SafetensorsInput, writeSafetensors } from './safetensors/index.ts';
import { storeAt } from './stores/store-at.ts';
import type { CheckpointPath } from './stores/store.ts';
import { tokenizerFilesOf } from './tokenizer-files.ts';
import { entryOf, weightsOf } from './weights.ts';

/** What of a model is saved. */
export interface SavedModel {
  readonly definition: AnyModelDefinition;
  readonly config: unknown;
  readonly modules: Readonly<Record<string, Module>>;
  readonly tokenizer?: Tokenizer | undefined;
}

/** Options of {@link saveModel}. */
export interface SaveOptions {
  /** How floats are stored ('float32'); half the size as float16, which holds three digits up to 65,504. */
  readonly dtype?: 'float32' | 'float16' | undefined;
  /** Where the definition came from. */
  readonly plugin?: { readonly id: string; readonly version: string } | undefined;
  /** Training steps that made these weights. */
  readonly step?: number | undefined;
  /** Whatever is worth knowing later, as JSON. */
  readonly provenance?: Readonly<Record<string, unknown>> | undefined;
  /**
   * The models that a composite is made of, by the names that its definition knows them by; or where a part lies already, in a folder beside the
   * one that is saved to: '../text-to-emoji/denoiser'. Such a part is shared, not copied, and both folders have to stay together.
   */
  readonly parts?: Readonly<Record<string, SavedModel | string>> | undefined;
  /** Further files, e.g. `{ 'tokenizer.json': text }`. */
  readonly files?: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>> | undefined;
  /** How many earlier checkpoints of this place are kept, in `earlier/step-…` (0). */
  readonly keep?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Saves a model, with the tokenizer that it was made with where its definition tells how: as a whole, or, whatever happens, not at all. What the
 * place held before is replaced.
 *
 * @throws FigmentError `STORAGE_FULL`, `STORAGE_FAILED`, `STORAGE_READ_ONLY`, `OPTIONS_INVALID`;
 * `INPUT_INVALID` when float16 can't hold a weight
 */
export async function saveModel(model: SavedModel, to: CheckpointPath, options: SaveOptions = {}): Promise<void> {
  const { dtype = 'float32', signal } = options;
  if (!(['float32', 'float16'] as readonly string[]).includes(dtype)) throw new FigmentError('OPTIONS_INVALID', `dtype must be 'float32' or 'float16', got ${JSON.stringify(dtype)}.`);
  signal?.throwIfAborted();
  const shared = Object.fromEntries(Object.entries(options.parts ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  const astray = Object.values(shared).find((path) => !isBeside(path));
  if (astray !== undefined) throw new FigmentError('OPTIONS_INVALID', `parts must be models, or paths of folders beside the one that is saved to (../NAME), got ${JSON.stringify(astray)}.`);
  const copied = Object.entries(options.parts ?? {}).filter((entry): entry is [string, SavedModel] => typeof entry[1] !== 'string');
  const parts = await Promise.all(copied.map(async ([name, part]) => ({ folder: `${name}/`, model: part, tokenizer: await tokenizerFilesOf(part) })));
  const own = { folder: '', model, tokenizer: await tokenizerFilesOf(model) };
  const floats = dtype === 'float16' ? 'F16' : 'F32';
  // References, not copies: what trains on while this is written makes new tensors.
  const held: Tensor[] = [];
  const weights = [own, ...parts].map(({ folder, model: { modules } }) => [folder, [...weightsOf(modules)].map(([name, variable]) => {
    const value = variable.clone();
    held.push(value);
    return entryOf(name, value, floats);
  })] as const);
  try {
    await writeCheckpoint(storeAt(to), {
      describe: (generation) => describeModel(own, generation, options),
      tensors: new Map(weights.map(([folder, entries]) => [`${folder}${MODEL}`, entries])),
      files: filesAt([...[own, ...parts].map(({ folder, tokenizer }) => [folder, tokenizer] as const), ['', options.files ?? {}]]),
      shared,
      parts: new Map(parts.map((part) => [part.folder, (generation) => describeModel(part, generation, {})])),
      keep: options.keep,
      signal,
    });
  } finally {
    for (const value of held) value.dispose();
  }
}

type Described = Omit<Manifest, 'files' | 'parts'>;

/** What figment.json says of a model, besides its files. */
export function describeModel(
  { model: { definition, config }, tokenizer }: { readonly model: SavedModel; readonly tokenizer: Readonly<Record<string, string>> },
  generation: number,
  { plugin, step, provenance }: Pick<SaveOptions, 'plugin' | 'step' | 'provenance'>,
): Described {
  const files = Object.keys(tokenizer);
  return { spec: SPEC, generation, model: definition.id, ...(plugin && { plugin }), config, ...(step !== undefined && { step }), ...(provenance && { provenance }), ...(files.length > 0 && { tokenizer: files }) };
}

/** Files by path, of contents by name in each folder. */
export function filesAt(folders: readonly (readonly [folder: string, files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>])[]): Map<string, Uint8Array<ArrayBuffer>> {
  return new Map(folders.flatMap(([folder, files]) => Object.entries(files).map(([name, content]) => [`${folder}${name}`, bytesOf(content)] as const)));
}

export interface CheckpointContent {
  readonly describe: (generation: number) => Described;
  /** Safetensors files, by path. */
  readonly tensors: ReadonlyMap<string, readonly SafetensorsInput[]>;
  readonly files?: ReadonlyMap<string, Uint8Array<ArrayBuffer>> | undefined;
  /** Checkpoints that this one is made of, by folder; their files are among `tensors`. */
  readonly parts?: ReadonlyMap<string, (generation: number) => Described> | undefined;
  /** Checkpoints in folders beside that it is made of, too, by name. */
  readonly shared?: Readonly<Record<string, string>> | undefined;
  readonly keep?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Writes a checkpoint as a new generation of a store. */
export async function writeCheckpoint(store: ReturnType<typeof storeAt>, { describe, tensors, files = new Map<string, Uint8Array<ArrayBuffer>>(), parts = new Map<string, (generation: number) => Described>(), shared = {}, keep, signal }: CheckpointContent): Promise<void> {
  const own = [...tensors.keys(), ...files.keys(), ...[...parts.keys()].map((folder) => `${folder}${MANIFEST}`)];
  const manifestOf = (generation: number): Manifest => ({
    ...describe(generation),
    files: own,
    ...(parts.size + Object.keys(shared).length > 0 && { parts: { ...Object.fromEntries([...parts.keys()].map((folder) => [folder.slice(0, -1), folder])), ...shared } }),
  });
  const chunksOf = (generation: number): Map<string, Chunks> => {
    const chunks = new Map<string, Chunks>();
    for (const [path, entries] of tensors) chunks.set(path, abortable(writeSafetensors(entries, { [GENERATION]: String(generation) }), signal));
    for (const [path, bytes] of files) chunks.set(path, [bytes]);
    for (const [folder, describePart] of parts) {
      const inside = [...tensors.keys(), ...files.keys()].filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
      chunks.set(`${folder}${MANIFEST}`, [encodeManifest({ ...describePart(generation), files: inside })]);
    }
    return chunks;
  };
  await commit(store, manifestOf, chunksOf, keep);
}

async function* abortable(chunks: Chunks, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  for await (const chunk of each(chunks)) {
    signal?.throwIfAborted();
    yield chunk;
  }
}

function bytesOf(content: string | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
