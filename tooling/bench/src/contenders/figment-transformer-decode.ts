/** Greedy writing with a GPT-2 through `generate`. */
import { key } from '@figment/core/random';
import { generate } from '@figment/transformer/generation';
import { causalModel } from '@figment/transformer/network';

import { serve, settings } from '../serve.ts';
import { gpt2 } from './figment-transformer.ts';

const { tokens, sizes, ...where } = settings();
const { name, network, parameters } = await gpt2({ sizes, ...where });
const reader = causalModel(network);

await serve({ name, parameters }, async () => {
  const writing = generate(reader, [[1]], { maxTokens: tokens, temperature: 0 }, { key: key(1) });
  for (;;) {
    const { done, value } = await writing.next();
    if (done === true) return value.sequences[0]?.ids.reduce((sum, id) => sum + id, 0);
  }
});
