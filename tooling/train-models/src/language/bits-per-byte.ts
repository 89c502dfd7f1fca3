import { crossEntropy, dispose, reshape, tensor, tidy } from '@figment/core/ops';
import type { TransformerNetwork } from '@figment/transformer/network';

import type { EncodedText } from './corpus.ts';

const ROWS = 32;

/** Of what is held out of each text, in rows of `context` ids that begin from scratch. */
export async function bitsPerByte(network: TransformerNetwork, texts: readonly EncodedText[], context: number): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  for (const { name, heldOut, heldOutBytes } of texts) {
    const rows = Math.floor((heldOut.length - 1) / context);
    let nats = 0;
    for (let row = 0; row < rows; row += ROWS) {
      const count = Math.min(ROWS, rows - row);
      const at = row * context, shape: [number, number] = [count, context];
      const loss = tidy(() => {
        const ids = tensor(Int32Array.from(heldOut.subarray(at, at + count * context)), shape, 'int32');
        const targets = tensor(Int32Array.from(heldOut.subarray(at + 1, at + 1 + count * context)), [count * context], 'int32');
        const logits = network.logits(network.decode(ids, {}).hidden);
        return crossEntropy(reshape(logits, [count * context, -1]), targets, { reduction: 'sum' });
      });
      nats += (await loss.data())[0]!;
      dispose(loss);
    }
    found[name] = nats / Math.LN2 / (heldOutBytes * ((rows * context) / (heldOut.length - 1)));
  }
  return found;
}
