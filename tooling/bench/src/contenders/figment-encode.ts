import { presets, tiktoken, Tokenizer } from '@figment/tokenizer';
import { readFileSync } from 'node:fs';

import { serveEncoding } from './encode.ts';

await serveEncoding('@figment/tokenizer', ({ ranks }) => {
  const tokenizer = new Tokenizer(tiktoken(readFileSync(ranks), presets.o200k));
  return (text) => tokenizer.encode(text).ids;
});
