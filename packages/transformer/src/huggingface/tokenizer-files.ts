import type { Tokenizer } from '@figment/core/interfaces';

import type { Files } from './files/source.ts';

/** Files that a tokenizer may be in, and what lies beside it. */
const names = [
  'tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json', 'added_tokens.json', 'chat_template.jinja', 'chat_template.json',
  'tokenizer.model', 'spiece.model', 'sentencepiece.bpe.model', 'vocab.json', 'merges.txt', 'vocab.txt',
];

/** Those by any of which a folder has a tokenizer. */
const main = /^tokenizer\.json$|\.model$|^vocab\./;

/**
 * The tokenizer that lies beside a model; undefined where there is none.
 *
 * @throws what @figment/tokenizer throws for files that it can't read
 */
export async function openTokenizerBeside(files: Files): Promise<Tokenizer | undefined> {
  const listed = await files.list('');
  const found: Record<string, Blob> = {};
  // Of a server, which lists nothing, the older forms are asked for only where there is no newer one.
  for (const name of names) {
    if (listed === undefined ? main.test(name) && Object.keys(found).some((other) => main.test(other)) && name !== 'merges.txt' : !listed.includes(name)) continue;
    const file = await files.read(name);
    if (file !== undefined) found[name] = new Blob([await file.arrayBuffer()]);
  }
  if (!Object.keys(found).some((name) => main.test(name))) return undefined;
  const { openTokenizer } = await import('@figment/tokenizer');
  return await openTokenizer(found);
}
