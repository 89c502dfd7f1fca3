import { attention, rotaryEmbedding } from '@figment/core/ops';

import { any, type BackendCase, bools, constant, floats, type InputSpecs, rowsOf } from '../case.ts';

const qkv = (batch: number, heads: number, keyHeads: number, queries: number, keys: number, width: number, valueWidth = width): InputSpecs => ({
  q: any(batch, heads, queries, width), k: any(batch, keyHeads, keys, width), v: any(batch, keyHeads, keys, valueWidth),
});
const seen = (shape: number[], ...values: number[]): { readonly mask: ReturnType<typeof bools> } => ({ mask: bools(shape, values) });

export const attentionCases: readonly BackendCase[] = [
  ...rowsOf('attention', { name: 'attention', run: ({ q, k, v, mask }, options) => attention(q!, k!, v!, { ...options, mask }) }, [
    ['', qkv(2, 2, 2, 3, 4, 3)],
    ['causal', qkv(1, 2, 2, 4, 4, 3), { causal: true }],
    ['causal, more keys than queries', qkv(1, 1, 1, 2, 4, 2), { causal: true }],
    ['causal, more queries than keys', qkv(1, 1, 1, 4, 2, 2), { causal: true }],
    ['grouped queries', qkv(1, 4, 2, 2, 3, 2)],
    ['one key head, causal', qkv(2, 3, 1, 3, 3, 2), { causal: true }],
    ['mask', { ...qkv(2, 1, 1, 2, 3, 2), ...seen([2, 1, 1, 3], 1, 0, 1, 1, 1, 0) }],
    ['mask of every head and query, a row that sees nothing', { ...qkv(1, 2, 2, 2, 3, 2), ...seen([2, 2, 3], 1, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0) }],
    ['mask and causal', { ...qkv(1, 2, 1, 3, 3, 2), ...seen([1, 3], 0, 1, 1) }, { causal: true }],
    ['added mask', { ...qkv(1, 1, 1, 2, 3, 2), mask: constant(floats([2, 3], [0, -1.5, 0.5, -Infinity, 0, 1])) }],
    ['values of another width, scale 0.3', qkv(1, 2, 2, 2, 3, 2, 4), { scale: 0.3 }],
    ['one query, as when decoding', qkv(1, 2, 2, 1, 5, 2)],
  ]),
  ...rowsOf('attention', { name: 'attention', differentiable: 'once', run: ({ q, k, v, mask }, options) => attention(q!, k!, v!, { ...options, mask }) }, [
    ['longer than a block', qkv(1, 1, 1, 19, 37, 2), { causal: true }],
    ['large scores', { q: floats([1, 1, 2, 1], [40, -60]), k: floats([1, 1, 3, 1], [3, -2, 1]), v: any(1, 1, 3, 2) }, { scale: 1 }],
  ]),
  ...rowsOf('attention', { name: 'rotaryEmbedding', run: ({ x }, options) => rotaryEmbedding(x!, options) }, [
    ['', { x: any(1, 2, 3, 4) }],
    ['interleaved', { x: any(2, 3, 4) }, { style: 'interleaved' }],
    ['in part, from position 5', { x: any(2, 2, 6) }, { width: 4, positions: 5 }],
    ['base 100, positions', { x: any(1, 3, 2) }, { base: 100, positions: [7, 0, 2] }],
  ]),
];
