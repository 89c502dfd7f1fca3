import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import type { Release } from '../library/abi-version.ts';

/** What the check of a release's rows found, kept for the next start of the backend on this machine. */
export interface Findings {
  readonly release: string;
  /** Operations whose rows don't fit. */
  readonly wrong: readonly string[];
}

export function saveFindings(release: Release, wrong: readonly string[], folder?: string): string {
  const path = pathOf(release, folder);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ release: release.join('.'), wrong } satisfies Findings, undefined, 2)}\n`);
  return path;
}

/** @returns undefined where the release was not checked on this machine */
export function readFindings(release: Release, folder?: string): Findings | undefined {
  try {
    return JSON.parse(readFileSync(pathOf(release, folder), 'utf8')) as Findings;
  } catch {
    return undefined;
  }
}

function pathOf(release: Release, folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'figment')): string {
  return join(folder, `torch-${release.join('.')}-rows.json`);
}
