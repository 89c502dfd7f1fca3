import { collect } from '../bytes.ts';
import type { CheckpointStore } from './store.ts';

/** Files by path. */
export type MemoryFiles = Map<string, Blob>;

/** What 'memory:NAME' holds, as long as the program runs. */
const named = new Map<string, MemoryFiles>();

/** A store in memory: for tests, and for what need not survive. */
export function memoryStore(name: string, files: MemoryFiles = filesOf(name)): CheckpointStore {
  /** The store that a path means, and the path in it. */
  const located = (path: string): readonly [files: MemoryFiles, path: string] => {
    const [, sibling, rest = ''] = /^\.\.\/([^/]+)\/?(.*)$/.exec(path) ?? [];
    return sibling === undefined ? [files, path] : [named.get(name.replace(/[^/]*$/, sibling)) ?? new Map<string, Blob>(), rest];
  };
  return {
    location: `memory:${name}`,
    read(path) {
      const [from, file] = located(path);
      return Promise.resolve(from.get(file));
    },
    list(path) {
      const [from, folder] = located(path);
      const prefix = folder === '' ? '' : `${folder}/`;
      const names = [...from.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length).split('/')[0] as string);
      return Promise.resolve([...new Set(names)]);
    },
    async write(path, chunks) {
      files.set(path, new Blob([await collect(chunks)]));
    },
    replace(path, bytes) {
      files.set(path, new Blob([bytes]));
      return Promise.resolve();
    },
    rename(from, to) {
      const file = files.get(from);
      if (file !== undefined) files.set(to, file);
      files.delete(from);
      return Promise.resolve();
    },
    remove(path) {
      for (const name of [...files.keys()]) if (name === path || name.startsWith(`${path}/`)) files.delete(name);
      return Promise.resolve();
    },
  };
}

function filesOf(name: string): MemoryFiles {
  const files = named.get(name) ?? new Map<string, Blob>();
  named.set(name, files);
  return files;
}
