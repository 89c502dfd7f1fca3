import { describe, expect, it } from 'vitest';

import { key } from '../random/key.ts';
import { arrays } from './arrays.ts';
import type { Dataset } from './dataset.ts';

const numbers = (count: number) => arrays({ label: Array.from({ length: count }, (_, i) => i) });

async function draw(dataset: Dataset<{ readonly label: unknown }>, batches: number, batchSize: number, from?: unknown) {
  const seen: number[][] = [];
  let last: unknown;
  for await (const { host, cursor } of dataset.batches({ key: key(3), batchSize, from })) {
    seen.push(Array.from((host.label as { data: Int32Array }).data));
    last = cursor;
    if (seen.length === batches) break;
  }
  return { seen, cursor: JSON.parse(JSON.stringify(last)) as unknown };
}

describe('a dataset whose examples are fetched by number', () => {
  it('shows every example once in each epoch, each epoch in another order', async () => {
    const { seen } = await draw(numbers(12), 6, 4);
    const epochs = [seen.slice(0, 3).flat(), seen.slice(3).flat()];
    for (const epoch of epochs) expect([...epoch].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i));
    expect(epochs[0]).not.toEqual(epochs[1]);
  });

  it('keeps batches full over the end of an epoch, even when they are larger than it', async () => {
    const { seen } = await draw(numbers(3), 3, 7);
    expect(seen.map((batch) => batch.length)).toEqual([7, 7, 7]);
    const counts = [0, 1, 2].map((label) => seen.flat().filter((value) => value === label).length);
    expect(counts).toEqual([7, 7, 7]);
  });

  it('goes on from a cursor with the very batches that would have come', async () => {
    const straight = await draw(numbers(10), 9, 4);
    for (let stop = 1; stop < 9; stop += 1) {
      const first = await draw(numbers(10), stop, 4);
      const rest = await draw(numbers(10), 9 - stop, 4, first.cursor);
      expect([...first.seen, ...rest.seen]).toEqual(straight.seen);
    }
  });

  it('draws the order from the key', async () => {
    const once = await draw(numbers(50), 1, 50);
    const again = await draw(numbers(50), 1, 50);
    expect(again.seen).toEqual(once.seen);
    for await (const { host } of numbers(50).batches({ key: key(4), batchSize: 50 })) {
      expect(Array.from(host.label.data)).not.toEqual(once.seen[0]);
      break;
    }
  });

  it('passes over every example once, in order, with a smaller last batch', async () => {
    const batches = [];
    for await (const { label } of numbers(7).pass({ batchSize: 3 })) batches.push(Array.from(label.data));
    expect(batches).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
  });

  it('refuses places that do not exist', async () => {
    for (const place of [-1, 7, 0.5]) await expect(numbers(7).read([0, place])).rejects.toMatchObject({ code: 'DATA_INVALID', message: expect.stringContaining(String(place)) as string });
  });

  it('refuses a cursor of other data, a broken one, and a batch of no size', async () => {
    const { cursor } = await draw(numbers(10), 1, 4);
    await expect(draw(numbers(11), 1, 4, cursor)).rejects.toMatchObject({ code: 'DATA_INVALID', message: expect.stringContaining('11 examples') as string });
    await expect(draw(numbers(10), 1, 4, { epoch: 0, offset: 99, size: 10 })).rejects.toMatchObject({ code: 'DATA_INVALID' });
    await expect(draw(numbers(10), 1, 4, 'three')).rejects.toMatchObject({ code: 'DATA_INVALID' });
    await expect(draw(numbers(10), 1, 0)).rejects.toMatchObject({ code: 'TRAINING_INVALID' });
  });
});
