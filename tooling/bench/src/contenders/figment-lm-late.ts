/**
 * Tokens far into a text. Each should take as long as one near the beginning, but for what attention over more positions costs: with `near`
 * the same number of tokens is read near the beginning and, for each and each layer, attention alone over the positions there would be.
 */
import { argMax, attention, reshape, tidy, zeros } from '@figment/core/ops';
import { readTensor } from '@figment/core/backend';

import { commonIds } from '../models/index.ts';
import { serve, settings } from '../serve.ts';
import { openLanguageModel } from './figment-lm.ts';

const BEGINNING = 10;

const { tokens, prompt: place, near = false, ...where } = settings();
const { name, network, reader, parameters } = await openLanguageModel(where);
const { context, heads, keyValueHeads, headWidth, layers } = network.architecture.decoder!;
const length = near ? BEGINNING : place;
const prompt = Array.from(commonIds(1000, [length], reader.vocabulary).data);
const query = zeros([1, heads, 1, headWidth]);
// As many as a text has: each layer reads memory of its own.
const positions = Array.from({ length: layers }, () => [zeros([1, keyValueHeads, place - length, headWidth]), zeros([1, keyValueHeads, place - length, headWidth])] as const);
let { state } = tidy(() => ({ state: reader.start([prompt], { capacity: context }).state }));

await serve({ name: near ? `${name}, after ${length} tokens, attention besides` : `${name}, after ${place} tokens`, parameters }, async () => {
  for (let i = 0; i < tokens; i++) {
    const before = state;
    const next = tidy(() => {
      const { logits, state } = reader.next(before, [[1 + i]]);
      if (near) for (const [keys, values] of positions) attention(query, keys, values);
      return { chosen: argMax(reshape(logits, [-1])), state };
    });
    reader.dispose(before);
    state = next.state;
    await readTensor(next.chosen);
    next.chosen.dispose();
  }
  const written = state;
  state = reader.rewind(written, tokens);
  reader.dispose(written);
  return undefined;
});
