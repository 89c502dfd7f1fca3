import { find, inFolder, pathOf } from '#platform/files';

import { TokenizerError } from '../errors.ts';
import type { ByteFile } from './byte-file.ts';
import { HttpFile, openHttpFile } from './http-file.ts';

/** Where a tokenizer may be: a path, a URL, a file, or files by their names. In a page a path means what it means in a link. */
export type FileSource = string | URL | Blob | Readonly<Record<string, Blob | string>>;

/** Files that belong together. */
export interface Folder {
  /** As messages name it. */
  readonly location: string;
  /** The file that was asked for, if it was one and no folder. */
  readonly only?: string | undefined;
  /** undefined: a server does not say. */
  readonly names?: readonly string[] | undefined;
  read(name: string): Promise<ByteFile | undefined>;
}

/** @throws TokenizerError `FILE_NOT_FOUND`, `STORAGE_FAILED` */
export async function folderAt(source: FileSource): Promise<Folder> {
  if (source instanceof Blob) {
    const name = 'name' in source ? String(source.name) : 'the file';
    return { location: '', only: name, names: [name], read: (wanted) => Promise.resolve(wanted === name ? source : undefined) };
  }
  if (typeof source === 'object' && !(source instanceof URL)) {
    const files = new Map(Object.entries(source));
    return {
      location: '',
      names: [...files.keys()],
      read: (name) => {
        const file = files.get(name);
        return Promise.resolve(typeof file === 'string' ? new Blob([file]) : file);
      },
    };
  }
  const url = httpUrl(source);
  return url === undefined ? folderOnDisk(pathOf(source)) : httpFolder(url);
}

/**
 * A file at a path or a URL.
 *
 * @throws TokenizerError `FILE_NOT_FOUND`, `STORAGE_FAILED`
 */
export async function fileAt(source: string | URL): Promise<ByteFile> {
  const url = httpUrl(source);
  const path = url?.href ?? pathOf(source);
  const found = url === undefined ? await find(path) : await openHttpFile(url);
  if (found instanceof HttpFile) return found;
  if (found !== undefined && 'file' in found) return found.file;
  throw new TokenizerError('FILE_NOT_FOUND', `${path} must be a file, but there is ${found === undefined ? 'none' : 'a folder'}.`);
}

function httpUrl(source: string | URL): URL | undefined {
  const address = source instanceof URL ? source.href : /^https?:/.test(source) ? source : pathOf(source);
  return /^https?:/.test(address) ? new URL(address) : undefined;
}

async function folderOnDisk(path: string): Promise<Folder> {
  const found = await find(path);
  if (found === undefined) throw new TokenizerError('FILE_NOT_FOUND', `${path} must be a file or folder, but there is none.`);
  const [, parent = '', name = path] = /^(.*[\\/])?([^\\/]+)$/s.exec(path) ?? [];
  const folder = 'file' in found ? (parent === '' ? '.' : parent) : path;
  return {
    location: 'file' in found ? parent : path,
    ...('file' in found ? { only: name } : { names: found.names }),
    async read(wanted) {
      const file = await find(inFolder(folder, wanted));
      return file !== undefined && 'file' in file ? file.file : undefined;
    },
  };
}

/** A URL is a file's if it ends like one. */
function httpFolder(url: URL): Folder {
  const only = /[^/]+\.[a-z]+$/i.exec(url.pathname)?.[0];
  const base = new URL(url);
  if (only === undefined && !base.pathname.endsWith('/')) base.pathname += '/';
  return {
    location: new URL('.', base).href,
    only: only && decodeURIComponent(only),
    read: (name) => openHttpFile(new URL(encodeURIComponent(name) + base.search, base)),
  };
}
