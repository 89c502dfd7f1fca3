import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The installed version of a package, read from its folder: not every package lets its package.json be imported. */
export function versionOf(name: string): string {
  const manifest = join(dirname(fileURLToPath(import.meta.url)), '../node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
