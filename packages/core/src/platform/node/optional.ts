import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Imports a package that may be installed beside ours, as seen from the working folder, then from the program, then
 * from this package (for a program that was started by a link to it). A literal `import('name')` would break every bundler of those who have not installed it.
 *
 * @returns undefined when it is not installed
 */
export async function importOptional(name: string): Promise<unknown> {
  const from = [join(process.cwd(), '_'), ...(process.argv[1] === undefined ? [] : [process.argv[1]]), import.meta.url];
  for (const start of from) {
    let path: string;
    try {
      path = createRequire(start).resolve(name);
    } catch {
      continue;
    }
    return await import(/* @vite-ignore */ pathToFileURL(path).href);
  }
  return undefined;
}
