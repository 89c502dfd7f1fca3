import { type CheckpointPath, type CheckpointStore, memoryStore, storeAt } from '@figment/core/checkpoint';
import { FigmentError } from '@figment/core';

/**
 * Where a model's files are: a folder in Node, a URL, files that a page was given (a whole folder, too), or files by their names.
 */
export type HuggingFaceSource = CheckpointPath | Iterable<File> | Readonly<Record<string, Blob>>;

/** Files below one place. */
export type Files = Pick<CheckpointStore, 'location' | 'read' | 'list'>;

/** The files of a source. Nothing is read yet. */
export function filesOf(source: HuggingFaceSource): Files {
  if (typeof source === 'string' || source instanceof URL || isStore(source)) return storeAt(source);
  if (!(Symbol.iterator in source)) return memoryStore('the files given', new Map(Object.entries(source)));
  // A folder that was picked: 'gpt2/config.json'.
  const paths = Array.from(source, (file) => [file.webkitRelativePath === '' ? file.name : file.webkitRelativePath.replace(/^[^/]+\//, ''), file] as const);
  return memoryStore('the files given', new Map(paths));
}

function isStore(source: object): source is CheckpointStore {
  return 'read' in source && typeof source.read === 'function';
}

/**
 * A JSON file; undefined where there is none.
 *
 * @throws FigmentError `CONFIG_INVALID` where it is no JSON
 */
export async function readJson(files: Files, name: string): Promise<unknown> {
  const file = await files.read(name);
  if (file === undefined) return undefined;
  const text = new TextDecoder().decode(await file.arrayBuffer());
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FigmentError('CONFIG_INVALID', `${files.location}/${name} must be JSON: ${(cause as Error).message}.`, { cause });
  }
}
