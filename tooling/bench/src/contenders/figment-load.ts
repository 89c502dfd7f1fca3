/** Loads a vocabulary from its ranks; what it takes is counted after it has encoded, so that what is built late counts too. */
import { presets, tiktoken, Tokenizer } from '@figment/tokenizer';
import { readFileSync } from 'node:fs';

import { serveLoading } from './load.ts';
import { settings } from '../serve.ts';

const ranks = readFileSync(settings().ranks);
await serveLoading('@figment/tokenizer', () => {
  const tokenizer = new Tokenizer(tiktoken(ranks, presets.o200k));
  return (text) => tokenizer.encode(text).ids;
});
