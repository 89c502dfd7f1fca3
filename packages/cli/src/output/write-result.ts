import { writeFile } from 'node:fs/promises';

import { FigmentError, type HostArray } from '@figment/core';
import type { HostValue, Kind } from '@figment/core/plugin';

import { writeAttention } from './attention-maps.ts';
import { figure } from './format.ts';
import { likelihoodTable } from './likelihood-table.ts';
import type { Output } from './output.ts';
import { type GridLook, writePictures } from './pictures.ts';

/** Kinds that are pictures, or rows of pictures. */
const pictures: readonly Kind[] = ['image', 'mask', 'video'];

/** Shows a result by its kind, and writes it to `path` where there is one. What is a picture is always written. */
export async function writeResult(kind: Kind, value: HostValue<Kind>, path: string | undefined, look: GridLook, output: Output): Promise<string | undefined> {
  if (pictures.includes(kind)) {
    const target = path ?? 'sample.png';
    await writePictures(value as HostArray, target, look, output);
    return target;
  }
  if (kind === 'attention' && (path === undefined || /\.png$/i.test(path))) {
    const target = path ?? 'attention.png';
    await writeAttention(value as HostValue<'attention'>, target, look, output);
    return target;
  }
  const text = kind === 'text' ? (value as string) : JSON.stringify(plain(value));
  if (path !== undefined) {
    await writeFile(path, `${text}\n`).catch((cause: unknown) => {
      throw new FigmentError('STORAGE_FAILED', `--out must name a file that can be written, got ${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    });
  } else if (kind === 'score') {
    const { score, threshold } = value as HostValue<'score'>;
    output.line(`score ${figure(score)}   threshold ${figure(threshold)}   ${score > threshold ? 'anomalous' : 'ordinary'}`);
  } else if (kind === 'likelihood') output.line(likelihoodTable(value as HostValue<'likelihood'>, output.colours));
  else output.line(text);
  return path;
}

/** Typed arrays as lists, for JSON. */
export function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, plain(child)]));
  return value;
}
