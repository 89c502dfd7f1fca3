import { FigmentError } from '@figment/core';
import { type Dataset, type HostBatch, indexed } from '@figment/core/data';
import { foldIn, randintArray, split } from '@figment/core/random';

import { IGNORED, tokenFields, type TokenRows } from './batches.ts';
import type { Sequences } from './sequences.ts';

/**
 * One text behind the other, cut into rows of `context` ids: no padding, and each id is predicted once an epoch. Each epoch cuts elsewhere, and
 * goes round from the end to the beginning; `pass()` cuts from the beginning, and fills up the last row.
 *
 * @param ended whether each text ends with an id that says so; without one, nothing is learnt from the seam between end and beginning
 * @throws FigmentError `DATA_EMPTY`
 */
export function packedRows({ ids: all, starts, bytes }: Sequences, { title, context, ended }: { readonly title: string; readonly context: number; readonly ended: boolean }): Dataset<TokenRows> {
  const total = all.length;
  if (total < 2) throw new FigmentError('DATA_EMPTY', `${title} must have two tokens or more, got ${total}.`);
  const bytesOf = meanBytes(starts, bytes);
  /** Rows that begin at these places of the texts. */
  const rowsAt = (places: readonly number[], goRound: boolean): HostBatch<TokenRows> => {
    const shape = [places.length, context];
    const ids = new Int32Array(places.length * context);
    const targets = new Int32Array(ids.length).fill(IGNORED);
    const ofRows = new Float32Array(places.length);
    for (const [row, place] of places.entries()) {
      for (let column = 0; column < context; column++) {
        if (!goRound && place + column + 1 >= total) break;
        const at = (place + column) % total, next = (at + 1) % total;
        const i = row * context + column;
        ids[i] = all[at] as number;
        if (next === 0 && !ended) continue;
        targets[i] = all[next] as number;
        ofRows[row]! += bytesOf(next);
      }
    }
    return { ids: { data: ids, shape }, targets: { data: targets, shape }, bytes: { data: ofRows, shape: [places.length] } };
  };
  const numbers = indexed<{ readonly row: readonly number[] }>({ title, size: Math.ceil((total - 1) / context), fields: { row: { kind: 'label' } }, read: (rows) => Promise.resolve({ row: Array.from(rows) }) });
  return {
    title,
    size: numbers.size,
    fields: { ...tokenFields('ids', 'targets'), bytes: { kind: 'embedding', shape: [] } },
    async *batches({ key, ...call }) {
      const [forOrder, forShift] = split(key, 2);
      for await (const { host, cursor } of numbers.batches({ key: forOrder, ...call })) {
        const { epoch } = cursor as { readonly epoch: number };
        const shift = randintArray(foldIn(forShift, epoch), 1, { max: total })[0] as number;
        yield { host: rowsAt(host.row.map((row) => (shift + row * context) % total), true), cursor };
      }
    },
    async *pass(call) {
      for await (const { row } of numbers.pass(call)) yield rowsAt(row.map((number) => number * context), false);
    },
  };
}

/** Bytes that an id stands for: those of its text, shared out. The ids of a text together stand for all of it. */
function meanBytes(starts: Int32Array, bytes: Float64Array): (place: number) => number {
  let text = 0;
  return (place) => {
    // Places come in order mostly.
    if (place < (starts[text] as number)) text = 0;
    while (place >= (starts[text + 1] as number)) text++;
    return (bytes[text] as number) / ((starts[text + 1] as number) - (starts[text] as number));
  };
}
