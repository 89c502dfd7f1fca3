import { arrays, type Dataset, type FieldValues } from '@figment/core/data';
import type { HostArray, Shape } from '@figment/core';
import type { InputSpec, Kind } from '@figment/core/plugin';

import { madeUpHost } from './values.ts';

const EXAMPLES = 8;

/** A tiny data set with the fields that a model learns from. */
export function madeUpDataset(fields: InputSpec, shapes: Readonly<Partial<Record<string, Shape>>>): Dataset<Record<string, unknown>> {
  const columns = Object.entries(fields).map(([name, kind]) => [name, column(kind, shapes[kind])] as const);
  return arrays(Object.fromEntries(columns), { title: 'made-up examples', kinds: fields });
}

function column(kind: Kind, shape: Shape | undefined): FieldValues {
  const values = Array.from({ length: EXAMPLES }, (_, n) => madeUpHost(kind, shape, n)) as readonly unknown[];
  if (typeof values[0] === 'string') return values as readonly string[];
  if (typeof values[0] === 'number') return values as readonly number[];
  return stacked(values as readonly HostArray[]);
}

/** N arrays of one shape -> one, [N, ...shape]. */
function stacked(examples: readonly HostArray[]): HostArray {
  const [first] = examples as readonly [HostArray, ...HostArray[]];
  if (!ArrayBuffer.isView(first.data)) throw new Error('Examples of this kind can\'t be stacked: give the checks { data }.');
  const Data = first.data.constructor as Float32ArrayConstructor;
  const data = new Data(examples.length * first.data.length);
  for (const [n, example] of examples.entries()) data.set(example.data, n * first.data.length);
  return { data, shape: [examples.length, ...first.shape] };
}
