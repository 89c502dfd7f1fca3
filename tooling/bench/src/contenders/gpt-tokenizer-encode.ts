import { encode } from 'gpt-tokenizer/encoding/o200k_base';

import { versionOf } from '../version.ts';
import { serveEncoding } from './encode.ts';

await serveEncoding(`gpt-tokenizer ${versionOf('gpt-tokenizer')}`, () => (text) => encode(text));
