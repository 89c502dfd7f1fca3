import { readFileSync } from 'node:fs';

import { serve, settings } from '../serve.ts';

/** What the contenders for encoding share: each is told a text file, and where the ranks of the vocabulary are. */
export async function serveEncoding(name: string, start: (paths: { ranks: string; tokenizer: string }) => (text: string) => ArrayLike<number>): Promise<void> {
  const { text: path, ranks, tokenizer } = settings();
  const bytes = readFileSync(path);
  const text = bytes.toString('utf8');
  const encode = start({ ranks, tokenizer });
  await serve({ name, megabytes: bytes.length / 1e6 }, () => {
    const ids = encode(text);
    return Promise.resolve(() => ({ value: checksum(ids) }));
  });
}

/** Differs where one id differs: a polynomial of the ids modulo the prime 2^31 - 1. */
export function checksum(ids: ArrayLike<number>): number {
  let sum = ids.length;
  for (let i = 0; i < ids.length; i++) sum = (31 * sum + (ids[i] ?? 0)) % 0x7fffffff;
  return sum;
}
