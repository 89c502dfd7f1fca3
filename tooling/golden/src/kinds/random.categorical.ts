import { download, softmax, upload } from '@figment/core/ops';
import { inverseCdf } from '@figment/core/random';

import type { GoldenKind } from '../kind.ts';

/** Classes by the inverse of the cumulated probabilities of each row of logits, for each of the row's uniforms. */
export const kind: GoldenKind = {
  name: 'random.categorical',
  async run(golden) {
    const logits = upload(golden.input('logits'));
    const probabilities = softmax(logits);
    const probs = await download(probabilities);
    logits.dispose();
    probabilities.dispose();
    const uniforms = golden.array('u');
    const classes = probs.shape.at(-1) ?? 1;
    const draws = uniforms.shape.at(-1) ?? 1;
    const index = Int32Array.from(uniforms.data, (u, i) => {
      const row = Math.floor(i / draws);
      return inverseCdf(probs.data.subarray(row * classes, (row + 1) * classes), Math.fround(u));
    });
    return { index: { shape: uniforms.shape, data: index }, probs };
  },
};
