/** Greedy writing through `generate`. */
import { key } from '@figment/core/random';
import { generate } from '@figment/transformer/generation';

import { commonIds } from '../models/index.ts';
import { serve, settings } from '../serve.ts';
import { openLanguageModel } from './figment-lm.ts';

const { tokens, prompt: length, ...where } = settings();
const { name, reader, parameters } = await openLanguageModel(where);
const prompt = Array.from(commonIds(1000, [length], reader.vocabulary).data);

await serve({ name, parameters }, async () => {
  const writing = generate(reader, [prompt], { maxTokens: tokens, temperature: 0 }, { key: key(1) });
  for (;;) {
    const { done, value } = await writing.next();
    if (done === true) return value.sequences[0]?.ids.reduce((sum, id) => sum + id, 0);
  }
});
