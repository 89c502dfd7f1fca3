import { gather, reshape, tensor, upload } from '@figment/core/ops';
import { key, normalArray } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import type { NextTokenModel } from '../next-token-model.ts';

/** The last ids of each row are all that it knows. */
export type TableState = { readonly ids: readonly (readonly number[])[]; readonly last: Tensor };

/** A language model whose logits are rows of a table, found by the last ids. Small, exact, and with tensors that can leak. */
export interface TableModel extends NextTokenModel<TableState> {
  /** Logits after a text, from the table itself. */
  logitsAfter(ids: readonly number[]): Float32Array;
  /** Ids that were read by `start` and `next`. */
  readonly reads: number[];
  free(): void;
}

/** @param order how many of the last ids decide */
export function tableModel({ vocabulary = 12, order = 2, context = 64, rows = 97, seed = 1, spread = 1.5 } = {}): TableModel {
  const data = normalArray(key(seed), rows * vocabulary, { standardDeviation: spread });
  const table = tensor(data, [rows, vocabulary]);
  const reads: number[] = [];
  const rowOf = (ids: readonly number[]): number => ids.slice(-order).reduce((hash, id) => (hash * 31 + id + 1) % rows, ids.length < order ? 7 : 0);
  const read = (before: readonly (readonly number[])[], more: readonly (readonly number[])[], everyId: boolean): ReturnType<TableModel['next']> => {
    if (more.some((ids, row) => (before[row] ?? []).length + ids.length > context)) throw new Error('too long');
    reads.push(...more.map(({ length }) => length));
    const places = more.flatMap((ids, row) => ids.map((_, i) => rowOf([...(before[row] ?? []), ...ids.slice(0, i + 1)])).slice(everyId ? 0 : -1));
    const all = more.map((ids, row) => [...(before[row] ?? []), ...ids]);
    const logits = reshape(gather(table, upload({ data: Int32Array.from(places), shape: [places.length] })), [more.length, -1, vocabulary]);
    return { logits, hidden: logits, state: { ids: all, last: upload({ data: Int32Array.from(all, (ids) => ids.at(-1) ?? 0), shape: [all.length] }) } };
  };
  const stateOf = (ids: readonly (readonly number[])[]): TableState => ({ ids, last: upload({ data: Int32Array.from(ids, (row) => row.at(-1) ?? 0), shape: [ids.length] }) });
  return {
    vocabulary,
    context,
    reads,
    start: (prompts) => read([], prompts, false),
    next: ({ ids }, more) => read(ids, more, true),
    select: ({ ids }, chosen) => stateOf(chosen.map((row) => ids[row] as readonly number[])),
    rewind: ({ ids }, count) => stateOf(ids.map((row) => row.slice(0, row.length - count))),
    dispose: ({ last }) => { last.dispose(); },
    logitsAfter: (ids) => data.slice(rowOf(ids) * vocabulary, (rowOf(ids) + 1) * vocabulary),
    free: () => { table.dispose(); },
  };
}
