import type { Dataset, HostBatch } from '@figment/core/data';

import type { UnpairedBatch } from '../unpaired/cycle.ts';

/** Pictures of two kinds; of pairs it takes both sides, and does not ask which belong together. */
export function unpairedPictures(source: Dataset<Record<string, unknown>>): Dataset<UnpairedBatch> {
  const { title, size, fields } = source;
  if (fields['other'] !== undefined) return source as unknown as Dataset<UnpairedBatch>;
  const renamed = ({ image, target }: HostBatch<Record<string, unknown>>): HostBatch<UnpairedBatch> => ({ image, other: target }) as HostBatch<UnpairedBatch>;
  return {
    title,
    size,
    fields: { image: fields['image'], other: fields['target'] } as Dataset<UnpairedBatch>['fields'],
    async *batches(call) {
      for await (const { host, cursor } of source.batches(call)) yield { host: renamed(host), cursor };
    },
    async *pass(call) {
      for await (const host of source.pass(call)) yield renamed(host);
    },
  };
}
