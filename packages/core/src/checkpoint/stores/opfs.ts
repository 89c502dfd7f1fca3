import { FigmentError } from '../../errors.ts';
import { type Chunks, each } from '../bytes.ts';
import type { CheckpointStore } from './store.ts';

/**
 * A store in the origin private file system of a browser. A file that is written takes effect when its stream is closed, whole: that makes
 * `replace` atomic. Files are not renamed, for not every browser can.
 *
 * @throws FigmentError `STORAGE_FAILED` where there is no such file system
 */
export function opfsStore(name: string, root: () => Promise<FileSystemDirectoryHandle> = originRoot): CheckpointStore {
  const location = `opfs:${name}`;
  const walk = async (names: readonly string[], create: boolean): Promise<FileSystemDirectoryHandle | undefined> => {
    let folder = await root();
    for (const part of withoutDots([...name.split('/'), ...names])) {
      const next = await folder.getDirectoryHandle(part, { create }).catch(missing);
      if (next === undefined) return undefined;
      folder = next;
    }
    return folder;
  };
  const locate = (path: string): { folder: string[]; file: string } => {
    const parts = path.split('/').filter((part) => part !== '');
    return { file: parts.pop() as string, folder: parts };
  };
  const write = async (path: string, chunks: Chunks): Promise<void> => {
    const { folder, file } = locate(path);
    let stream: FileSystemWritableFileStream | undefined;
    try {
      const handle = await ((await walk(folder, true)) as FileSystemDirectoryHandle).getFileHandle(file, { create: true });
      stream = await handle.createWritable();
      for await (const chunk of each(chunks)) await stream.write(chunk);
      await stream.close();
    } catch (error) {
      await stream?.abort().catch(() => undefined);
      await store.remove(path).catch(() => undefined);
      throw failure(error, `${location}/${path}`);
    }
  };
  const store: CheckpointStore = {
    location,
    async read(path) {
      const { folder, file } = locate(path);
      const handle = await (await walk(folder, false))?.getFileHandle(file).catch(missing);
      return handle?.getFile();
    },
    async list(path) {
      const folder = await walk(path.split('/'), false);
      const names: string[] = [];
      // lib.dom has the iterators in a library of their own, which not all who type-check against us load.
      if (folder !== undefined) for await (const entry of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) names.push(entry);
      return names;
    },
    write,
    async replace(path, bytes) {
      const { folder, file } = locate(path);
      try {
        const handle = await ((await walk(folder, true)) as FileSystemDirectoryHandle).getFileHandle(file, { create: true });
        const stream = await handle.createWritable();
        try {
          await stream.write(bytes);
        } catch (error) {
          await stream.abort();
          throw error;
        }
        await stream.close();
      } catch (error) {
        throw failure(error, `${location}/${path}`);
      }
    },
    async remove(path) {
      const { folder, file } = locate(path);
      await (await walk(folder, false))?.removeEntry(file, { recursive: true }).catch(missing);
    },
  };
  return store;
}

/** A path whose `..` are gone: folders have no handle of what is above them. */
function withoutDots(names: readonly string[]): readonly string[] {
  const path: string[] = [];
  for (const name of names) {
    if (name === '..') path.pop();
    else if (name !== '') path.push(name);
  }
  return path;
}

async function originRoot(): Promise<FileSystemDirectoryHandle> {
  // Typed as always there, but pages on plain http, old browsers and Node have none.
  const storage = (globalThis as { navigator?: { storage?: StorageManager } }).navigator?.storage;
  if (typeof storage?.getDirectory !== 'function') throw new FigmentError('STORAGE_FAILED', 'There is no origin private file system here: it needs a browser and a page on https or localhost.');
  return await storage.getDirectory();
}

function missing(error: unknown): undefined {
  if (error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'TypeMismatchError')) return undefined;
  throw error;
}

function failure(error: unknown, path: string): unknown {
  if (!(error instanceof DOMException)) return error;
  if (error.name === 'QuotaExceededError') return new FigmentError('STORAGE_FULL', `${path} can't be written: the quota of this site is used up. What was there is untouched.`, { cause: error });
  return new FigmentError('STORAGE_FAILED', `${path} can't be written: ${error.message}`, { cause: error });
}
