import type { Tensor } from '@figment/core';
import { clipByGlobalNorm, dispose, upload } from '@figment/core/ops';

import type { GoldenKind } from '../kind.ts';

/** Gradients scaled together so that their global norm is at most `max_norm`. */
export const kind: GoldenKind = {
  name: 'ops.clip_grad_norm',
  run(golden) {
    const maxNorm = golden.options.number('max_norm');
    const entries = [...golden.inputGroup('grads')].map(([name, array]) => [name, upload(array)] as const);
    const { clipped, norm } = clipByGlobalNorm(entries.map(([, tensor]) => tensor), maxNorm);
    dispose(entries.map(([, tensor]) => tensor));
    return { total_norm: norm, ...Object.fromEntries(entries.map(([name], i) => [`clipped.${name}`, clipped[i] as Tensor])) };
  },
};
