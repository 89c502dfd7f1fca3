import type { HostArray } from '@figment/core';
import { type DatasetManifest, writeIdx } from '@figment/core/data';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { modelsFolder } from './index-file.ts';

/** Writes the files of one data set below `models/`, arrays as packed IDX files, all else as JSON or text. */
export async function writeDataset(path: string, manifest: DatasetManifest, files: Readonly<Record<string, HostArray | object | string>>): Promise<void> {
  const folder = join(modelsFolder, path);
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries({ ...files, 'dataset.json': manifest })) await writeFile(join(folder, name), bytesOf(content));
}

function bytesOf(content: HostArray | object | string): Uint8Array | string {
  if (typeof content === 'string') return content;
  if ('data' in content && 'shape' in content) return gzipSync(writeIdx(content), { level: 9 });
  // One example a line keeps the differences of a later version readable.
  if (Array.isArray(content)) return `[\n${content.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`;
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
