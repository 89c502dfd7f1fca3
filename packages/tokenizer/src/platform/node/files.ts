import { openAsBlob } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { TokenizerError } from '../../errors.ts';
import type { ByteFile } from '../../files/byte-file.ts';

/** A file or folder on disk: what is at a path. */
export type Found = { readonly file: ByteFile } | { readonly names: readonly string[] };

/** Paths as they are; `file:` URLs as paths. */
export function pathOf(source: string | URL): string {
  return source instanceof URL ? fileURLToPath(source) : source;
}

/**
 * What is at a path: a file, or the names in a folder; undefined if there is nothing.
 *
 * @throws TokenizerError `STORAGE_FAILED`
 */
export async function find(path: string): Promise<Found | undefined> {
  try {
    return (await stat(path)).isDirectory() ? { names: (await readdir(path)).sort() } : { file: await openAsBlob(path) };
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined;
    throw failure(error, path);
  }
}

/** A file in a folder. */
export function inFolder(folder: string, name: string): string {
  return join(folder, name);
}

/**
 * Writes files into a folder, which is made where it is missing. Each is written beside its place and put there when all are written,
 * so that none is ever half-written.
 *
 * @throws TokenizerError `STORAGE_FAILED`
 */
export async function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  const next = (name: string): string => join(folder, `.${name}.${process.pid}.next`);
  const names = Object.keys(files);
  try {
    await mkdir(folder, { recursive: true });
    for (const name of names) {
      const file = await open(next(name), 'w');
      try {
        await file.writeFile(files[name]!);
        await file.sync();
      } finally {
        await file.close();
      }
    }
    for (const name of names) await rename(next(name), join(folder, name));
  } catch (error) {
    await Promise.all(names.map((name) => rm(next(name), { force: true }).catch(() => undefined)));
    throw failure(error, folder);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function failure(error: unknown, path: string): TokenizerError {
  return new TokenizerError('STORAGE_FAILED', `${path}: ${error instanceof Error ? error.message : String(error)}.`, { cause: error });
}
