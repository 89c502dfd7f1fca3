/** Greedy decoding in plain tfjs on its wasm backend, with caches of keys and values that grow by concatenation. */
import * as tf from '@tensorflow/tfjs';

import { serve, settings } from '../serve.ts';
import { tfjsGpt, type TfjsCache, tfjsParameterCount } from './tfjs-gpt-model.ts';

const { tokens, sizes } = settings();
const gpt = await tfjsGpt(sizes);

await serve({ name: `tfjs ${tf.version_core}, wasm`, parameters: tfjsParameterCount(gpt) }, async () => {
  let caches: TfjsCache[] | undefined;
  let token = 1;
  let sum = 0;
  for (let i = 0; i < tokens; i++) {
    const before = caches;
    const next = tf.tidy(() => {
      const { logits, caches } = gpt.logits(tf.tensor1d([token], 'int32'), 1, before);
      return { chosen: tf.argMax(logits, 1), caches };
    });
    tf.dispose(before ?? []);
    caches = next.caches;
    [token] = (await next.chosen.data()) as unknown as [number];
    next.chosen.dispose();
    sum += token;
  }
  tf.dispose(caches ?? []);
  return sum;
});
