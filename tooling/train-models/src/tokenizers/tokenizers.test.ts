import { openTokenizer, trainTokenizer } from '@figment/tokenizer';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { linesOf, models } from './lines.ts';
import { recipes } from './recipes.ts';

describe('tokenizers that are shipped', () => {
  for (const { name, texts, options } of recipes) {
    it(`${name} is what its recipe gives`, async () => {
      const tokenizer = await trainTokenizer(await linesOf(texts), options);
      expect(`${JSON.stringify(tokenizer.toJSON())}\n`).toBe(await readFile(join(models, 'tokenizers', name, 'tokenizer.json'), 'utf8'));
    });
  }

  it('give back what they were given, in Korean', async () => {
    const tokenizer = await openTokenizer(join(models, 'tokenizers/korean-bpe'));
    const text = '안녕하세요! 오늘은 날씨가 좋아요 👋🏽';
    expect(tokenizer.decode(tokenizer.encode(text).ids)).toBe(text);
  });
});
