import { uniformFromBits } from '@figment/core/random';

import type { GoldenArray } from '../case/array.ts';
import type { GoldenKind } from '../kind.ts';

/** Random words as uniform numbers, by each rule that the case expects. */
export const kind: GoldenKind = {
  name: 'random.uniform',
  run(golden) {
    const { data, shape } = golden.array('bits');
    const words = Uint32Array.from(data);
    const float32 = (rule: 'closedOpen23' | 'closedOpen24' | 'openClosed24'): GoldenArray => ({ shape, dtype: 'float32', data: uniformFromBits(words, rule) });
    return {
      u24: float32('closedOpen24'),
      openclosed24: float32('openClosed24'),
      jax23: float32('closedOpen23'),
      ...(golden.expected.has('f64_53') && { f64_53: doubles(words, shape) }),
    };
  },
};

/** Two words a number, along the last axis. */
function doubles(words: Uint32Array, shape: readonly number[]): GoldenArray {
  return { shape: [...shape.slice(0, -1), (shape.at(-1) ?? 0) / 2], dtype: 'float64', data: uniformFromBits(words, 'double53') };
}
