import { Tiktoken } from 'js-tiktoken/lite';
import o200k from 'js-tiktoken/ranks/o200k_base';

import { versionOf } from '../version.ts';
import { serveEncoding } from './encode.ts';

await serveEncoding(`js-tiktoken ${versionOf('js-tiktoken')}`, () => {
  const encoding = new Tiktoken(o200k);
  return { encode: (text) => encoding.encode(text), decode: (ids) => encoding.decode(ids as number[]) };
});
