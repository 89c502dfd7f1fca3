// Checked by tsc, never run: a tokenizer is what models of other packages take as one.
import type { Tokenizer as CoreTokenizer } from '@figment/core/interfaces';

import type { Tokenizer } from './index.ts';

declare const tokenizer: Tokenizer;

export const taken: CoreTokenizer = tokenizer;
