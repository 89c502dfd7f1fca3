import { presets, tiktoken, Tokenizer } from '@figment/tokenizer';
import { readFileSync } from 'node:fs';

import { serveEncoding } from './encode.ts';

await serveEncoding('@figment/tokenizer', ({ ranks }) => {
  const tokenizer = new Tokenizer(tiktoken(readFileSync(ranks), presets.o200k));
  return { encode: (text) => tokenizer.encode(text).ids, decode: (ids) => tokenizer.decode(ids as readonly number[]) };
});
