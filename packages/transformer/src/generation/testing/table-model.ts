import { gather, reshape, tensor, upload } from '@figment/core/ops';
import { key, normalArray } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import type { NextTokenModel } from '../next-token-model.ts';

/** What it has read, and a tensor that can leak. */
export type TableState = { readonly ids: readonly (readonly number[])[]; readonly last: Tensor };

/** A language model whose logits are rows of a table, found by the last ids. */
export interface TableModel extends NextTokenModel<TableState> {
  /** Logits after a text, from the table itself. */
  logitsAfter(ids: readonly number[]): Float32Array;
  /** How many ids each row was given to read, call by call. */
  readonly reads: number[];
  free(): void;
}

interface TableOptions {
  readonly vocabulary?: number;
  /** How many of the last ids decide. */
  readonly order?: number;
  readonly context?: number;
  /** [rows, vocabulary]; drawn if left out. */
  readonly table?: readonly (readonly number[])[];
  /** Of a table that is drawn. */
  readonly rows?: number;
  readonly seed?: number;
  /** Standard deviation of its logits. */
  readonly spread?: number;
}

export function tableModel({ vocabulary = 12, order = 2, context = 64, table, rows: drawn = 97, seed = 1, spread = 1.5 }: TableOptions = {}): TableModel {
  const rows = table?.length ?? drawn;
  const data = table === undefined ? normalArray(key(seed), rows * vocabulary, { standardDeviation: spread }) : Float32Array.from(table.flat());
  const logitsTable = tensor(data, [rows, vocabulary]);
  const reads: number[] = [];
  const rowAfter = (ids: readonly number[]): number => ids.slice(-order).reduce((hash, id) => (hash * 31 + id + 1) % rows, 0);
  const stateOf = (ids: readonly (readonly number[])[]): TableState => ({ ids, last: upload({ data: Int32Array.from(ids, (row) => row.at(-1) ?? 0), shape: [ids.length] }) });
  const read = (before: readonly (readonly number[])[], more: readonly (readonly number[])[], from: number): ReturnType<TableModel['next']> => {
    const texts = more.map((ids, row) => [...(before[row] ?? []), ...ids]);
    if (texts.some(({ length }) => length > context)) throw new Error('The table was given more than its context.');
    reads.push(...more.map(({ length }) => length));
    const places = more.flatMap((ids, row) => ids.map((_, i) => rowAfter([...(before[row] ?? []), ...ids.slice(0, i + 1)])).slice(from));
    const logits = reshape(gather(logitsTable, upload({ data: Int32Array.from(places), shape: [places.length] })), [more.length, -1, vocabulary]);
    return { logits, hidden: logits, state: stateOf(texts) };
  };
  return {
    vocabulary,
    context,
    reads,
    start: (prompts) => read([], prompts, -1),
    next: ({ ids }, more) => read(ids, more, 0),
    select: ({ ids }, chosen) => stateOf(chosen.map((row) => ids[row] as readonly number[])),
    rewind: ({ ids }, count) => stateOf(ids.map((row) => row.slice(0, row.length - count))),
    dispose: ({ last }) => { last.dispose(); },
    logitsAfter: (ids) => data.slice(rowAfter(ids) * vocabulary, (rowAfter(ids) + 1) * vocabulary),
    free: () => { logitsTable.dispose(); },
  };
}
