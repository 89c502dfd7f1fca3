import { Tokenizer } from '@huggingface/tokenizers';
import { readFileSync } from 'node:fs';

import { versionOf } from '../version.ts';
import { serveEncoding } from './encode.ts';

await serveEncoding(`@huggingface/tokenizers ${versionOf('@huggingface/tokenizers')}`, ({ tokenizer: path }) => {
  const tokenizer = new Tokenizer(JSON.parse(readFileSync(path, 'utf8')) as object, {});
  return { encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids };
});
