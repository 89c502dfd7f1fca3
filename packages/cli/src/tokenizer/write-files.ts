import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { FigmentError } from '@figment/core';

/**
 * Writes the files of a tokenizer: into a folder, or only the one that holds it where a file is named. Each is written beside its place and
 * moved there when all are, so that a reader finds the old one or the new one. Gives what was written.
 *
 * @throws FigmentError `OPTIONS_INVALID` where one file can't hold it; `STORAGE_FAILED`
 */
export async function writeTokenizerFiles(out: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const targets = targetsOf(out, files);
  const beside = (path: string): string => join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    for (const path of targets.keys()) await mkdir(dirname(path), { recursive: true });
    for (const [path, content] of targets) await writeFile(beside(path), content, { flush: true });
    for (const path of targets.keys()) await rename(beside(path), path);
  } catch (cause) {
    for (const path of targets.keys()) await rm(beside(path), { force: true }).catch(() => undefined);
    throw new FigmentError('STORAGE_FAILED', `--out must name a file or folder that can be written, got ${out}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  return [...targets.keys()];
}

/** Contents by paths. */
function targetsOf(out: string, files: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  if (!out.endsWith('.json')) return new Map(Object.entries(files).map(([name, content]) => [join(out, name), content]));
  const names = Object.keys(files);
  const whole = files['tokenizer.json'] ?? (names.length === 1 ? files[names[0] ?? ''] : undefined);
  if (whole === undefined) throw new FigmentError('OPTIONS_INVALID', `--out must name a folder: this kind has the files ${names.join(', ')}.`);
  return new Map([[out, whole]]);
}
