/** Reading a prompt: caches filled, logits of what follows it. */
import { argMax, reshape, tidy } from '@figment/core/ops';
import { readTensor } from '@figment/core/backend';

import { commonIds } from '../models/index.ts';
import { serve, settings } from '../serve.ts';
import { openLanguageModel } from './figment-lm.ts';

const { tokens, ...where } = settings();
const { name, reader, parameters } = await openLanguageModel(where);
const prompt = Array.from(commonIds(1000, [tokens], reader.vocabulary).data);

await serve({ name, parameters }, async () => {
  const { chosen, state } = tidy(() => {
    const { logits, state } = reader.start([prompt], { capacity: tokens + 1 });
    return { chosen: argMax(reshape(logits, [-1])), state };
  });
  const [token] = (await readTensor(chosen)) as unknown as [number];
  chosen.dispose();
  reader.dispose(state);
  return token;
});
