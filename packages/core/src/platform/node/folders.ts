import { readdir, readFile as read, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

import { FigmentError, reasonOf } from '../../errors.ts';

/** What is at a path, if anything. */
export async function lookUp(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}

/** Files below a folder with one of these extensions, relative to it, with `/`, in the order of their paths; hidden ones left out. */
export async function listFiles(folder: string, extensions: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const walk = async (below: string): Promise<void> => {
    const entries = await readdir(join(folder, below), { withFileTypes: true });
    // By code units, the same on every machine and in every language.
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const child = below + entry.name;
      const kind = entry.isSymbolicLink() ? await lookUp(join(folder, child)) : entry.isDirectory() ? 'folder' : 'file';
      // A linked folder may contain itself.
      if (kind === 'folder' && !entry.isSymbolicLink()) await walk(`${child}/`);
      else if (kind === 'file' && extensions.includes(extname(entry.name).toLowerCase())) found.push(child);
    }
  };
  if ((await lookUp(folder)) !== 'folder') throw new FigmentError('FILE_NOT_FOUND', `${folder} must be a folder, but there is none.`);
  await walk('');
  return found;
}

/** @throws FigmentError `FILE_NOT_FOUND` */
export async function readFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await read(path));
  } catch (cause) {
    throw new FigmentError('FILE_NOT_FOUND', `${path} cannot be read: ${reasonOf(cause)}.`, { cause });
  }
}
