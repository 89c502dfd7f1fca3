import type { Dataset } from '@figment/core/data';
import { endlessRows } from '@figment/train-models/token-rows';
import type { TokenRows } from '@figment/transformer/data';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const BLOCK = 64, BATCH = 12;

/** The book as ids of characters, and where the rows of each batch begin. */
export interface Characters {
  readonly vocabulary: number;
  readonly train: Uint16Array;
  readonly heldOut: Uint16Array;
  readonly places: Int32Array;
}

/** What torch_nanogpt.py wrote. */
export async function readCharacters(folder: string): Promise<Characters> {
  const { characters, trainLength } = JSON.parse(await readFile(join(folder, 'torch.json'), 'utf8')) as { characters: number; trainLength: number };
  const ids = new Uint16Array(await bytesOf(join(folder, 'ids.u16')));
  return { vocabulary: characters, train: ids.subarray(0, trainLength), heldOut: ids.subarray(trainLength), places: new Int32Array(await bytesOf(join(folder, 'places.i32'))) };
}

async function bytesOf(path: string): Promise<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = await readFile(path);
  return buffer.slice(byteOffset, byteOffset + byteLength);
}

/** The very batches that PyTorch had. */
export function sameBatches({ train, places }: Characters): Dataset<TokenRows> {
  return endlessRows('Moby-Dick', BLOCK, (step) => Array.from(places.subarray((step - 1) * BATCH, step * BATCH), (start) => [train, start]));
}
