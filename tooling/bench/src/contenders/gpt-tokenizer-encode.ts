import { decode, encode } from 'gpt-tokenizer/encoding/o200k_base';

import { versionOf } from '../version.ts';
import { serveEncoding } from './encode.ts';

await serveEncoding(`gpt-tokenizer ${versionOf('gpt-tokenizer')}`, () => ({ encode: (text) => encode(text), decode: (ids) => decode(ids as number[]) }));
