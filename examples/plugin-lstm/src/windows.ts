import { FigmentError, type Tensor } from '@figment/core';
import { type Dataset, indexed, type IndexedDataset } from '@figment/core/data';

import { type Characters, EDGE } from './characters.ts';

/** What crossEntropy leaves out of its mean. */
const IGNORED = -100;

/** What is read, and what should come next: int32 [B, T]. */
export interface Windows {
  readonly ids: Tensor;
  readonly targets: Tensor;
}

/** Texts, read once, and cut into windows: each character is foreseen once an epoch. */
export async function windows(source: Dataset<{ readonly text: readonly string[] }>, characters: Characters, context: number): Promise<IndexedDataset<Windows>> {
  const all: number[] = [EDGE];
  for await (const { text } of source.pass({ batchSize: 64 })) {
    for (const one of text) {
      for (const id of characters.encode(one)) all.push(id);
      all.push(EDGE);
    }
  }
  if (all.every((id) => id === EDGE)) throw new FigmentError('DATA_INVALID', `none of the characters of ${source.title} is known to this model: put them into config.alphabet, or give it a tokenizer.`);
  const stream = Int32Array.from(all);
  return indexed<Windows>({
    title: source.title,
    size: Math.ceil((stream.length - 1) / context),
    fields: { ids: { kind: 'tokens', shape: [context] }, targets: { kind: 'tokens', shape: [context] } },
    read(indices) {
      const shape = [indices.length, context];
      const ids = new Int32Array(indices.length * context).fill(EDGE);
      const targets = new Int32Array(indices.length * context).fill(IGNORED);
      for (const [row, index] of Array.from(indices).entries()) {
        const window = stream.subarray(index * context, (index + 1) * context + 1);
        ids.set(window.subarray(0, -1), row * context);
        targets.set(window.subarray(1), row * context);
      }
      return Promise.resolve({ ids: { data: ids, shape }, targets: { data: targets, shape } });
    },
  });
}
