import { type Dataset, type HostBatch, indexed } from '@figment/core/data';
import { evaluate, type Trainable } from '@figment/core/training';
import type { TokenRows } from '@figment/transformer/data';

type Ids = Uint16Array;
/** A model that learns from rows of ids, whatever it makes them of. */
export type Measurable<Source> = Pick<Trainable<TokenRows, object, Source>, 'dataset' | 'definition' | 'objectives'>;
const fields = { ids: { kind: 'tokens' }, targets: { kind: 'tokens' }, bytes: { kind: 'embedding', shape: [] } } as const;

/** A batch of rows that begin at these places, and what comes next in each. */
function tokenRows(places: readonly (readonly [text: Ids, start: number])[], context: number): HostBatch<TokenRows> {
  const shape = [places.length, context];
  const ids = new Int32Array(places.length * context), targets = new Int32Array(places.length * context);
  for (const [row, [text, start]] of places.entries()) {
    ids.set(text.subarray(start, start + context), row * context);
    targets.set(text.subarray(start + 1, start + context + 1), row * context);
  }
  return { ids: { data: ids, shape }, targets: { data: targets, shape }, bytes: { data: new Float32Array(places.length), shape: [places.length] } };
}

/** Rows without end: `placesOf` says where those of a step begin, from step 1 on. */
export function endlessRows(title: string, context: number, placesOf: (step: number, batchSize: number) => readonly (readonly [text: Ids, start: number])[]): Dataset<TokenRows> {
  return {
    title, fields, size: undefined,
    async *batches({ batchSize, from = 0 }) {
      for (let step = (from as number) + 1; ; step++) yield { host: await Promise.resolve(tokenRows(placesOf(step, batchSize), context)), cursor: step };
    },
    async *pass() {
      // There is no end to them; what is held out is measured by itself.
    },
  };
}

/** All of a text in rows that each begin from scratch, without the last if it is not whole. */
function rowsFromScratch(title: string, text: Ids, context: number): Dataset<TokenRows> {
  const read = (rows: ArrayLike<number>): Promise<HostBatch<TokenRows>> => Promise.resolve(tokenRows(Array.from(rows, (row) => [text, row * context] as const), context));
  return indexed<TokenRows>({ title, fields, size: Math.floor((text.length - 1) / context), read });
}

/** What a model does not foresee of a text, in nats a token. */
export async function natsPerToken<Source>(model: Measurable<Source>, text: Ids, context: number): Promise<number> {
  const { losses } = await evaluate<TokenRows, Source>(model, rowsFromScratch('held out', text, context));
  return Object.values(losses)[0]!;
}
