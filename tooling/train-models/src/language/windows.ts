import type { Dataset, HostBatch } from '@figment/core/data';
import { key } from '@figment/core/random';
import type { TokenRows } from '@figment/transformer/data';

import type { EncodedText } from './corpus.ts';
import { stepKey, windowPlaces } from './window-places.ts';

/**
 * Rows from anywhere in the texts, these drawn by their weights: small texts are read more often than large ones.
 *
 * @param seed of the rows, whatever seed the run has: so that other programs can draw the same
 */
export function windows(texts: readonly EncodedText[], { context, seed }: { readonly context: number; readonly seed: number }): Dataset<TokenRows> {
  const batch = (step: number, batchSize: number): HostBatch<TokenRows> => {
    const shape = [batchSize, context];
    const ids = new Int32Array(batchSize * context), targets = new Int32Array(batchSize * context);
    for (const [row, [text, start]] of windowPlaces(stepKey(key(seed), step), batchSize, texts, context + 1).entries()) {
      const { train } = texts[text]!;
      ids.set(train.subarray(start, start + context), row * context);
      targets.set(train.subarray(start + 1, start + context + 1), row * context);
    }
    return { ids: { data: ids, shape }, targets: { data: targets, shape }, bytes: { data: new Float32Array(batchSize), shape: [batchSize] } };
  };
  return {
    title: texts.map(({ name }) => name).join(', '),
    size: undefined,
    fields: { ids: { kind: 'tokens' }, targets: { kind: 'tokens' }, bytes: { kind: 'label', shape: [] } },
    async *batches({ batchSize, from = 0 }) {
      for (let step = (from as number) + 1; ; step++) yield { host: await Promise.resolve(batch(step, batchSize)), cursor: step };
    },
    async *pass() {
      // There is no end to them; what is held out is measured text by text.
    },
  };
}
