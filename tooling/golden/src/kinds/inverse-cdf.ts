import { Dice } from '@figment/transformer/generation';

import type { GoldenKind } from '../kind.ts';

/** Tokens that uniform numbers draw from a row of logits. */
export const kind: GoldenKind = {
  name: 'inverse-cdf',
  run(golden) {
    const dice = new Dice();
    dice.load(Float64Array.from(golden.array('logits').data));
    return { tokens: Array.from(golden.array('uniforms').data, (uniform) => dice.draw(uniform)) };
  },
};
