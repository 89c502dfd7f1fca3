import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Outside of the repository: what benches install and prepare on first use. */
export const cacheFolder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'figment');

/** The path of a file in the cache, made when it is not there yet. */
export async function cached(name: string, make: () => Promise<string | Uint8Array>): Promise<string> {
  const path = join(cacheFolder, name);
  if (existsSync(path)) return path;
  process.stderr.write(`preparing ${name}\n`);
  const content = await make();
  await mkdir(dirname(path), { recursive: true });
  // Not under its name before it is whole.
  await writeFile(`${path}.next`, content);
  await rename(`${path}.next`, path);
  return path;
}
