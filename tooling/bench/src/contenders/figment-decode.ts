/** Greedy decoding with caches of keys and values: each token is read, as an application that shows it would. */
import { argMax, reshape, tensor, tidy } from '@figment/core/ops';
import { readTensor } from '@figment/core/backend';
import { key } from '@figment/core/random';

import { disposeCaches, Gpt, parameterCount, setCommonWeights } from '../models/index.ts';
import { serve, settings } from '../serve.ts';
import { start } from './start.ts';

const { tokens, sizes, ...where } = settings();
const name = await start(where);
const gpt = new Gpt(key(1), sizes);
setCommonWeights(gpt);

await serve({ name, parameters: parameterCount(gpt) }, async () => {
  let caches = gpt.emptyCaches(1, sizes.context);
  let token = 1;
  let sum = 0;
  for (let i = 0; i < tokens; i++) {
    const step = tidy(() => {
      const { logits, caches: next } = gpt.step(tensor([token], [1, 1], 'int32'), caches);
      return { chosen: argMax(reshape(logits, [-1])), next };
    });
    disposeCaches(caches);
    caches = step.next;
    [token] = (await readTensor(step.chosen)) as unknown as [number];
    step.chosen.dispose();
    sum += token;
  }
  disposeCaches(caches);
  return sum;
});
