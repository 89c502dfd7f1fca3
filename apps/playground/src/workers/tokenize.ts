import { expose } from 'comlink';

import { carryErrorCodes } from './errors.ts';
import { opened } from './tokenize/opened.ts';
import { exportTokenizer, remove, take, tokenizers } from './tokenize/shelf.ts';
import { ids, tokenize } from './tokenize/tokenizing.ts';
import { train } from './tokenize/training.ts';
import type { Tokenize } from './tokenize-protocol.ts';

/**
 * The worker that holds tokenizers. It knows the tokenizer package and nothing of models: it starts in a moment, whatever else goes on.
 */
const worker: Tokenize = {
  tokenizers, take, remove, exportTokenizer,
  open: async (tokenizer, onProgress) => (await opened(tokenizer, onProgress)).facts,
  tokenize, ids, train,
};

carryErrorCodes();
expose(worker);
