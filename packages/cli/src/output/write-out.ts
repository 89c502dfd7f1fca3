import { writeFile } from 'node:fs/promises';

import { FigmentError } from '@figment/core';

/** Writes what a command makes. @throws FigmentError `STORAGE_FAILED` */
export async function writeOut(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(path, content).catch((cause: unknown) => {
    throw new FigmentError('STORAGE_FAILED', `--out must name a file that can be written, got ${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  });
}
