import type { Dataset, HostBatch } from '@figment/core/data';

import type { UnpairedBatch } from '../unpaired/cycle.ts';

/** Pictures of two kinds; of pairs it takes both sides, and does not ask which belong together. */
export function unpairedPictures(source: Dataset<Record<string, unknown>>): Dataset<UnpairedBatch> {
  if (source.fields['other'] !== undefined) return source as unknown as Dataset<UnpairedBatch>;
  const renamed = ({ image, target }: HostBatch<Record<string, unknown>>): HostBatch<UnpairedBatch> => ({ image, other: target }) as HostBatch<UnpairedBatch>;
  return {
    title: source.title,
    size: source.size,
    fields: { image: source.fields['image']!, other: source.fields['target']! },
    async *batches(call) {
      for await (const { host, cursor } of source.batches(call)) yield { host: renamed(host), cursor };
    },
    async *pass(call) {
      for await (const host of source.pass(call)) yield renamed(host);
    },
  };
}
