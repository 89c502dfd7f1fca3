import type { Attention, Plain } from '../../workers/protocol/index.ts';

/** Attention as it crosses from the worker. */
export type ShownAttention = Attention<Plain<Float32Array>>;

/** One head of a layer, or the mean of the layer's. */
export interface Head {
  readonly layer: number;
  readonly head: number | 'mean';
}

/** Weights of one head, row-major: [queries, keys]. */
export interface HeadWeights {
  readonly data: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

export function sizesOf({ weights: { shape } }: ShownAttention): { readonly layers: number; readonly heads: number; readonly rows: number; readonly columns: number } {
  const [layers = 0, heads = 0, rows = 0, columns = 0] = shape;
  return { layers, heads, rows, columns };
}

export function weightsOf(attention: ShownAttention, { layer, head }: Head): HeadWeights {
  const { heads, rows, columns } = sizesOf(attention);
  const size = rows * columns;
  const one = (index: number): Float32Array => attention.weights.data.subarray((layer * heads + index) * size, (layer * heads + index + 1) * size);
  if (head !== 'mean') return { data: one(head), rows, columns };
  const data = new Float32Array(size);
  for (let index = 0; index < heads; index++) for (const [i, weight] of one(index).entries()) data[i] = (data[i] ?? 0) + weight / heads;
  return { data, rows, columns };
}

/** What one query looks at: places of keys and their weights, the strongest first. */
export function looksAt({ data, columns }: HeadWeights, query: number): readonly { readonly key: number; readonly weight: number }[] {
  return Array.from(data.subarray(query * columns, (query + 1) * columns), (weight, key) => ({ key, weight })).sort((a, b) => b.weight - a.weight);
}
