import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { cacheFolder } from './cache.ts';

/** A folder in the cache that a Python program makes, on first use: `PROGRAM FOLDER SIZES`. */
export async function madeFolder(name: string, python: string, program: URL, sizes: object): Promise<string> {
  const folder = join(cacheFolder, name);
  if (existsSync(folder)) return folder;
  process.stderr.write(`making ${folder}\n`);
  // Not under its name before it is whole.
  await rm(`${folder}.next`, { recursive: true, force: true });
  execFileSync(python, [fileURLToPath(program), `${folder}.next`, JSON.stringify(sizes)], { stdio: ['ignore', 'ignore', 'pipe'] });
  await rename(`${folder}.next`, folder);
  return folder;
}
