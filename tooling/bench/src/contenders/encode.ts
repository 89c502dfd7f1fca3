import { readFileSync } from 'node:fs';

import { serve, settings } from '../serve.ts';

/** What a contender does with a text. */
export interface Coder {
  encode(text: string): ArrayLike<number>;
  decode?(ids: ArrayLike<number>): string;
}

/** What the contenders for encoding and decoding share: each is told a text file, and where the ranks of the vocabulary are. */
export async function serveEncoding(name: string, start: (paths: { ranks: string; tokenizer: string }) => Coder): Promise<void> {
  const { text: path, ranks, tokenizer, decodes = false } = settings();
  const bytes = readFileSync(path);
  const text = bytes.toString('utf8');
  const coder = start({ ranks, tokenizer });
  const ids = decodes ? coder.encode(text) : undefined;
  await serve({ name, megabytes: bytes.length / 1e6 }, () => {
    const result = ids === undefined ? coder.encode(text) : coder.decode?.(ids);
    return Promise.resolve(() => ({ value: typeof result === 'object' ? checksum(result) : Number(result === text) }));
  });
}

/** Differs where one id differs: a polynomial of the ids modulo the prime 2^31 - 1. */
function checksum(ids: ArrayLike<number>): number {
  let sum = ids.length;
  for (let i = 0; i < ids.length; i++) sum = (31 * sum + (ids[i] ?? 0)) % 0x7fffffff;
  return sum;
}
