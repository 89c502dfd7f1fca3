import * as nodeFiles from 'node:fs/promises';
import { openAsBlob } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { each } from '../../checkpoint/bytes.ts';
import type { CheckpointStore } from '../../checkpoint/stores/store.ts';
import { FigmentError } from '../../errors.ts';

/** What the store needs of `node:fs/promises`. */
export type FileSystem = Pick<typeof nodeFiles, 'open' | 'rename' | 'rm' | 'mkdir' | 'readdir' | 'stat'>;

/** A checkpoint in a folder. */
export function fileStore(path: string | URL, files: FileSystem = nodeFiles): CheckpointStore {
  const root = path instanceof URL ? fileURLToPath(path) : path;
  const at = (name: string): string => join(root, name);
  const attempt = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw failure(error, at(name));
    }
  };
  const write: CheckpointStore['write'] = async (name, chunks) => {
    await attempt(name, async () => {
      await files.mkdir(dirname(at(name)), { recursive: true });
      try {
        const file = await files.open(at(name), 'w');
        try {
          for await (const chunk of each(chunks)) await file.writeFile(chunk);
          await file.sync();
        } finally {
          await file.close();
        }
      } catch (error) {
        await files.rm(at(name), { force: true }).catch(() => undefined);
        throw error;
      }
      await syncFolder(dirname(at(name)), files);
    });
  };
  const rename = (from: string, to: string): Promise<void> =>
    attempt(to, async () => {
      await files.mkdir(dirname(at(to)), { recursive: true });
      await files.rename(at(from), at(to));
      await syncFolder(dirname(at(to)), files);
    });
  return {
    location: root,
    async read(name) {
      try {
        return (await files.stat(at(name))).isFile() ? await openAsBlob(at(name)) : undefined;
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw failure(error, at(name));
      }
    },
    async list(folder) {
      try {
        return await files.readdir(at(folder));
      } catch (error) {
        if (isAbsent(error)) return [];
        throw failure(error, at(folder));
      }
    },
    write,
    async replace(name, bytes) {
      const next = `${name}.next`;
      await write(next, [bytes]);
      await rename(next, name);
    },
    rename,
    remove: (name) => attempt(name, () => files.rm(at(name), { recursive: true, force: true })),
  };
}

/** Makes the names in a folder durable. Not every system can open a folder; then there is nothing to be done. */
async function syncFolder(path: string, files: FileSystem): Promise<void> {
  const folder = await files.open(path, 'r').catch(() => undefined);
  try {
    await folder?.sync();
  } catch {
    // as above
  } finally {
    await folder?.close();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
}

function failure(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return new FigmentError('STORAGE_FULL', `${path} can't be written: there is no space left (${code}). What was there is untouched.`, { cause: error });
  if (code === 'EROFS') return new FigmentError('STORAGE_READ_ONLY', `${path} can't be written: the disk is read only.`, { cause: error });
  if (/^E[A-Z]+$/.test(code)) return new FigmentError('STORAGE_FAILED', `${path}: ${(error as Error).message}.`, { cause: error });
  return error;
}
