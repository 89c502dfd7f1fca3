import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

import { lookUp } from './folders.ts';

/**
 * Where the shipped data sets and models may lie, the nearest first: folders `models/` from the working folder upwards, then the
 * package `@figment/models` as installed for the working folder or the program. Only `baseUrl`, a folder, if that is given.
 */
export async function shippedFolders(baseUrl?: string): Promise<readonly string[]> {
  if (baseUrl !== undefined) return [resolve(baseUrl)];
  const found: string[] = [];
  const here = process.cwd();
  for (let folder = here; ; folder = dirname(folder)) {
    if ((await lookUp(join(folder, 'models'))) === 'folder') found.push(join(folder, 'models'));
    if (dirname(folder) === folder) break;
  }
  for (const start of [join(here, '_'), ...(process.argv[1] === undefined ? [] : [process.argv[1]])]) {
    try {
      const folder = dirname(createRequire(start).resolve('@figment/models/package.json'));
      if (!found.includes(folder)) found.push(folder);
    } catch {
      // not installed there
    }
  }
  return found;
}

/** A path in a folder, as the file functions of this platform take it. */
export function within(folder: string, path: string): string {
  return resolve(folder, path);
}
