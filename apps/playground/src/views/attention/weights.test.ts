import { describe, expect, it } from 'vitest';

import { looksAt, type ShownAttention, weightsOf } from './weights.ts';

// Two layers, two heads, two queries, two keys: each number says where it stands.
const data = Float32Array.from({ length: 16 }, (_, i) => i);
const attention: ShownAttention = { tokens: ['a', 'b'], weights: { data, shape: [2, 2, 2, 2] } };

describe('attention weights', () => {
  it('are taken from their layer and head', () => {
    expect([...weightsOf(attention, { layer: 1, head: 0 }).data]).toEqual([8, 9, 10, 11]);
    expect([...weightsOf(attention, { layer: 0, head: 1 }).data]).toEqual([4, 5, 6, 7]);
  });

  it('are averaged over the heads of a layer', () => {
    expect([...weightsOf(attention, { layer: 1, head: 'mean' }).data]).toEqual([10, 11, 12, 13]);
  });

  it('tell what a query looks at, the strongest first', () => {
    expect(looksAt(weightsOf(attention, { layer: 0, head: 0 }), 1)).toEqual([{ key: 1, weight: 3 }, { key: 0, weight: 2 }]);
  });
});
