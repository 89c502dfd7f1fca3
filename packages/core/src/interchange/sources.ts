import { type CheckpointPath, type CheckpointStore, memoryStore, storeAt } from '../checkpoint/index.ts';

/** Where a model's files are: a folder in Node, an address, files that a page was given (a whole folder, too), or files by their names. */
export type ModelSource = CheckpointPath | Iterable<File> | Readonly<Record<string, Blob>>;

/** The files of a source, below one place. Nothing is read yet. */
export function filesOf(source: ModelSource): Pick<CheckpointStore, 'location' | 'read' | 'list'> {
  if (typeof source === 'string' || source instanceof URL || isStore(source)) return storeAt(source);
  if (!(Symbol.iterator in source)) return memoryStore('the files given', new Map(Object.entries(source)));
  // A folder that was picked: 'gpt2/config.json'.
  const paths = Array.from(source, (file) => [file.webkitRelativePath === '' ? file.name : file.webkitRelativePath.replace(/^[^/]+\//, ''), file] as const);
  return memoryStore('the files given', new Map(paths));
}

function isStore(source: object): source is CheckpointStore {
  return 'read' in source && typeof source.read === 'function';
}
