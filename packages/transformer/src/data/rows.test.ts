import type { Dataset } from '@figment/core/data';
import { key } from '@figment/core/random';
import { describe, expect, it } from 'vitest';

import { IGNORED } from './batches.ts';
import { bucketed } from './bucketed.ts';
import { packedRows } from './packed-rows.ts';
import { packedTexts } from './packed-texts.ts';
import { encodeAll, type Sequences } from './sequences.ts';

/** Texts as ids; of each, the bytes are as many as it has ids. */
async function sequences(texts: readonly (readonly number[])[], learnt?: readonly (readonly (0 | 1)[])[]): Promise<Sequences> {
  async function* all() { yield await Promise.resolve(texts.map((ids, i) => ({ ids, bytes: ids.length, learnt: learnt?.[i] }))); }
  return await encodeAll(all(), (one) => one, { title: 'texts', vocabulary: 100_000, signal: new AbortController().signal });
}

async function some<Batch>(dataset: Dataset<Batch>, count: number, call: { batchSize: number; seed?: number; from?: unknown }) {
  const taken: { host: Record<string, { data: ArrayLike<number>; shape: readonly number[] }>; cursor: unknown }[] = [];
  for await (const batch of dataset.batches({ key: key(call.seed ?? 1), ...call })) {
    taken.push(batch as never);
    if (taken.length === count) break;
  }
  return taken;
}

async function collect<Batch>(batches: AsyncIterable<Batch>): Promise<Batch[]> {
  const all: Batch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}

const list = (array: { data: ArrayLike<number> } | undefined): number[] => Array.from(array?.data ?? []);
const count = (length: number, from = 0): number[] => Array.from({ length }, (_, i) => i + from);

describe('packed rows', () => {
  it('have every id but the first as a target once, in order', async () => {
    const data = packedRows(await sequences([count(10), count(13, 10)]), { title: 'a', context: 8, ended: true });
    expect(data.size).toBe(3);
    const [first, last] = await collect(data.pass({ batchSize: 2 }));
    expect([...list(first!.ids), ...list(last!.ids)]).toEqual([...count(22), 0, 0]);
    expect([...list(first!.targets), ...list(last!.targets)]).toEqual([...count(22, 1), IGNORED, IGNORED]);
    expect([...list(first!.bytes), ...list(last!.bytes)]).toEqual([8, 8, 6]);
  });

  it('go round in training, each epoch cut elsewhere, and each row follows the text', async () => {
    const data = packedRows(await sequences([count(23)]), { title: 'a', context: 8, ended: true });
    const starts = new Set<number>();
    for (const { host } of await some(data, 30, { batchSize: 3 })) {
      const ids = list(host['ids']);
      starts.add(ids[0]!);
      for (let i = 0; i < ids.length; i++) expect(list(host['targets'])[i]).toBe((ids[i]! + 1) % 23);
    }
    expect(starts.size).toBeGreaterThan(15);
  });

  it('learn nothing from the seam where no id ends a text, and go round texts shorter than the context', async () => {
    const data = packedRows(await sequences([[1, 2, 3]]), { title: 'a', context: 8, ended: false });
    const [{ host } = { host: {} as never }] = await some(data, 1, { batchSize: 1 });
    const ids = list(host['ids']);
    expect(ids).toHaveLength(8);
    expect(list(host['targets'])).toEqual(ids.map((id) => (id === 3 ? IGNORED : id + 1)));
  });

  it('refuse what can not be learnt from', async () => {
    const one = await sequences([[1]]);
    expect(() => packedRows(one, { title: 'a', context: 8, ended: true })).toThrow(expect.objectContaining({ code: 'DATA_EMPTY' }));
    await expect(sequences([[]])).rejects.toMatchObject({ code: 'DATA_EMPTY' });
  });
});

describe('packed texts', () => {
  it('stand whole in rows, numbered, each from its own beginning', async () => {
    const data = packedTexts(await sequences([[1, 2, 3], [4, 5, 6, 7, 8], [9, 10]]), { title: 'a', context: 6, long: 'cut' });
    const [rows] = await collect(data.pass({ batchSize: 4 }));
    expect(rows!.ids.shape).toEqual([2, 6]);
    expect(list(rows!.ids)).toEqual([4, 5, 6, 7, 1, 2, 9, 0, 0, 0, 0, 0]);
    expect(list(rows!.targets)).toEqual([5, 6, 7, 8, 2, 3, 10, ...Array.from({ length: 5 }, () => IGNORED)]);
    expect(list(rows!.segments)).toEqual([1, 1, 1, 1, 2, 2, 1, 0, 0, 0, 0, 0]);
    expect(list(rows!.positions)).toEqual([0, 1, 2, 3, 0, 1, 0, 0, 0, 0, 0, 0]);
  });

  it('learn what is to be learnt only; long ones are cut, or split so that each id is predicted once', async () => {
    const chats = await sequences([[1, 2, 3, 4], count(9, 10)], [[0, 0, 1, 1], [0, 0, 0, 0, 0, 0, 0, 1, 1]]);
    const cut = packedTexts(chats, { title: 'a', context: 4, long: 'cut' });
    const [rows] = await collect(cut.pass({ batchSize: 9 }));
    expect(list(rows!.targets)).toEqual([IGNORED, 3, 4, IGNORED]);
    const split = packedTexts(await sequences([count(9)]), { title: 'a', context: 4, long: 'split' });
    const [parts] = await collect(split.pass({ batchSize: 9 }));
    expect(list(parts!.targets)).toEqual(count(8, 1));
    expect(list(parts!.bytes)).toEqual([4, 4]);
    const nothing = await sequences([count(9)], [[0, 0, 0, 0, 0, 0, 0, 0, 1]]);
    expect(() => packedTexts(nothing, { title: 'a', context: 4, long: 'cut' })).toThrow(expect.objectContaining({ code: 'DATA_EMPTY' }));
  });
});

describe('batches by length', () => {
  const lengths = count(64).map((i) => 1 + ((i * 37) % 64));
  const data = bucketed<{ readonly example: readonly number[]; readonly drawn: number }>({
    title: 'a', fields: { example: { kind: 'label' }, drawn: { kind: 'label' } }, lengths, read: (indices, { data: words }) => ({ example: Array.from(indices), drawn: words[0]! }),
  });

  it('have like lengths, and every example once an epoch', async () => {
    const epoch = (await some(data, 16, { batchSize: 4 })) as unknown as { host: { example: number[]; drawn: number } }[];
    expect(epoch.flatMap(({ host }) => host.example).sort((a, b) => a - b)).toEqual(count(64));
    for (const { host } of epoch) expect(Math.max(...host.example.map((i) => lengths[i]!)) - Math.min(...host.example.map((i) => lengths[i]!))).toBe(3);
    expect(new Set(epoch.map(({ host }) => host.drawn)).size).toBe(16);
  });

  it('are full where there are fewer examples', async () => {
    const [batch] = (await some(data, 1, { batchSize: 100 })) as unknown as { host: { example: number[] } }[];
    expect(batch!.host.example).toHaveLength(100);
    expect(new Set(batch!.host.example).size).toBe(64);
  });
});

it.each(['rows', 'batches by length'])('%s go on from a cursor as if they had not stopped', async (which) => {
  const data: Dataset<object> = which === 'rows'
    ? packedRows(await sequences([count(50)]), { title: 'a', context: 8, ended: true })
    : bucketed<object>({ title: 'a', fields: {}, lengths: count(17), read: (indices, { data: words }) => ({ indices, words }) });
  const whole = await some(data, 12, { batchSize: 3, seed: 5 });
  const rest = await some(data, 7, { batchSize: 3, seed: 5, from: JSON.parse(JSON.stringify(whole[4]!.cursor)) });
  expect(rest).toEqual(whole.slice(5));
  await expect(some(data, 1, { batchSize: 3, from: { epoch: 0, batch: 0, offset: 0, size: 3 } })).rejects.toMatchObject({ code: 'DATA_INVALID' });
});
