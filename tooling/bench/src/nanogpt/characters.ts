import type { Dataset, HostBatch } from '@figment/core/data';
import { crossEntropy, reshape, tensor, tidy } from '@figment/core/ops';
import type { TokenRows } from '@figment/transformer/data';
import type { TransformerNetwork } from '@figment/transformer/network';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const BLOCK = 64, BATCH = 12;
const ROWS = 128;

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
  return (buffer).slice(byteOffset, byteOffset + byteLength);
}

/** The very batches that PyTorch had. */
export function sameBatches({ train, places }: Characters): Dataset<TokenRows> {
  const batch = (step: number): HostBatch<TokenRows> => {
    const shape = [BATCH, BLOCK];
    const ids = new Int32Array(BATCH * BLOCK), targets = new Int32Array(BATCH * BLOCK);
    for (let row = 0; row < BATCH; row++) {
      const start = places[step * BATCH + row]!;
      ids.set(train.subarray(start, start + BLOCK), row * BLOCK);
      targets.set(train.subarray(start + 1, start + BLOCK + 1), row * BLOCK);
    }
    return { ids: { data: ids, shape }, targets: { data: targets, shape }, bytes: { data: new Float32Array(BATCH), shape: [BATCH] } };
  };
  return {
    title: 'Moby-Dick',
    size: undefined,
    fields: { ids: { kind: 'tokens' }, targets: { kind: 'tokens' }, bytes: { kind: 'label', shape: [] } },
    async *batches({ from = 0 }) {
      for (let step = from as number; ; step++) yield { host: await Promise.resolve(batch(step)), cursor: step + 1 };
    },
    async *pass() {
      // There is no end to them.
    },
  };
}

/** Over all that is held out, in rows that begin from scratch. */
export async function validationLoss(network: TransformerNetwork, { heldOut }: Characters): Promise<number> {
  const rows = Math.floor((heldOut.length - 1) / BLOCK);
  let sum = 0;
  for (let row = 0; row < rows; row += ROWS) {
    const count = Math.min(ROWS, rows - row) * BLOCK;
    const loss = tidy(() => {
      const ids = tensor(Int32Array.from(heldOut.subarray(row * BLOCK, row * BLOCK + count)), [count / BLOCK, BLOCK], 'int32');
      const targets = tensor(Int32Array.from(heldOut.subarray(row * BLOCK + 1, row * BLOCK + 1 + count)), [count], 'int32');
      return crossEntropy(reshape(network.logits(network.decode(ids, {}).hidden), [count, -1]), targets, { reduction: 'sum' });
    });
    sum += (await loss.data())[0]!;
    loss.dispose();
  }
  return sum / (rows * BLOCK);
}
