/** Trains a byte-level BPE as the reference trainer does: the text's lines, GPT-2's pattern, ties to the smaller pair. */
import { preTokenizers, trainTokenizer } from '@figment/tokenizer';
import { readFileSync } from 'node:fs';

import { serve, settings } from '../serve.ts';

const { text: path, vocabulary } = settings();
const lines = readFileSync(path, 'utf8').split('\n');
await serve({ name: '@figment/tokenizer' }, async () => {
  const tokenizer = await trainTokenizer(lines, { model: 'bpe', vocabulary, preTokenizer: preTokenizers.byteLevel({ addPrefixSpace: false }) });
  return () => ({ value: textChecksum(Array.from({ length: vocabulary }, (_, id) => tokenizer.token(id) ?? '').join('\n')) });
});

/** As train_bpe.py's. */
function textChecksum(text: string): number {
  let sum = 0;
  for (const character of text) sum = (31 * sum + (character.codePointAt(0) ?? 0)) % 0x7fffffff;
  return sum;
}
