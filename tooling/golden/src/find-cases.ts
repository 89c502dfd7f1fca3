import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** All folders at or below `folder` that hold a case.json, in alphabetical order. Nothing is found where there is no folder. */
export function findCases(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  const here = existsSync(join(folder, 'case.json')) ? [folder] : [];
  const below = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || (entry.isSymbolicLink() && statSync(join(folder, entry.name)).isDirectory()))
    .map((entry) => entry.name)
    .sort();
  return [...here, ...below.flatMap((name) => findCases(join(folder, name)))];
}
