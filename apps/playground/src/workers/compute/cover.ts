import { encodePng, imageGrid } from '@figment/core/data';

import type { Plain, Shown } from '../protocol/index.ts';

const file = 'samples.png';

async function folderOf(name: string): Promise<FileSystemDirectoryHandle> {
  return await (await navigator.storage.getDirectory()).getDirectoryHandle(name);
}

/** Puts pictures that a model made beside its checkpoint. */
export async function keepCover(name: string, { kind, value }: Shown): Promise<void> {
  const { data, shape } = value as Plain;
  if (kind !== 'image' || shape.length !== 4) return;
  const png = await encodePng(imageGrid({ data, shape }, { columns: 8 }));
  const stream = await (await (await folderOf(name)).getFileHandle(file, { create: true })).createWritable();
  await stream.write(png);
  await stream.close();
}

/** An address that a page can show; undefined for a model without pictures. */
export async function coverOf(name: string): Promise<string | undefined> {
  try {
    return URL.createObjectURL(await (await (await folderOf(name)).getFileHandle(file)).getFile());
  } catch {
    return undefined;
  }
}
