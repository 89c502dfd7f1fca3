import { boxMuller } from '@figment/core/random';

import type { GoldenKind } from '../kind.ts';

export const kind: GoldenKind = {
  name: 'random.box_muller',
  run(golden) {
    const first = golden.array('u1'), second = golden.array('u2');
    const [z0, z1] = boxMuller(Float32Array.from(first.data), Float32Array.from(second.data));
    return { z0: { shape: first.shape, data: z0 }, z1: { shape: first.shape, data: z1 } };
  },
};
