import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { cacheFolder } from '../cache.ts';
import { pythonForLanguage } from '../python.ts';

/** What the language models of the bench are made from. */
export interface LlamaSizes {
  readonly layers: number;
  readonly width: number;
  readonly hidden: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly vocabulary: number;
  readonly context: number;
}

/** The folder of a Llama of random weights, as transformers saves it and, beside, as ONNX; made on first use. */
export async function llamaFolder(sizes: LlamaSizes): Promise<string> {
  const folder = join(cacheFolder, 'bench-lm', `llama-${Object.values(sizes).join('-')}`);
  if (existsSync(folder)) return folder;
  process.stderr.write(`making ${folder}\n`);
  // Not under its name before it is whole.
  await rm(`${folder}.next`, { recursive: true, force: true });
  execFileSync(pythonForLanguage(), [fileURLToPath(new URL('make_llama.py', import.meta.url)), `${folder}.next`, JSON.stringify(sizes)], { stdio: ['ignore', 'ignore', 'pipe'] });
  await rename(`${folder}.next`, folder);
  return folder;
}
