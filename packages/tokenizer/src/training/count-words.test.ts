import { describe, expect, it } from 'vitest';

import * as normalizers from '../normalizers/index.ts';
import * as preTokenizers from '../pre-tokenizers/index.ts';
import { countWords } from './trainers.ts';

const texts = ["It's  a test, it's 2026!", '학교에서 친구를 만났다.\n학교에서', '👋🏽 hi\t\u0085 x', '', ' ', 'lone \ud800 half'];

async function* stream(): AsyncGenerator<string> {
  yield* texts;
}

describe('countWords', () => {
  it('counts the same where a pattern does all the cutting', async () => {
    const byteLevel = preTokenizers.byteLevel({ addPrefixSpace: false });
    const fast = await countWords(texts, { preTokenizer: byteLevel });
    // A normalizer that does nothing makes it take the way through the stages.
    const slow = await countWords(texts, { preTokenizer: byteLevel, normalizer: normalizers.sequence([]) });
    expect(fast).toEqual(slow);
    expect(fast.get('Ġit')).toBe(1);
    expect(fast.get('íķĻêµĲìĹĲìĦľ')).toBe(2);
  });

  it('counts stretches of text that lie far apart, and more of them than the table starts with', async () => {
    const words = Array.from({ length: 20_000 }, (_, i) => `w${(i * 7) % 9000}`);
    const byteLevel = preTokenizers.byteLevel({ addPrefixSpace: false });
    const options = { preTokenizer: preTokenizers.sequence([preTokenizers.split({ pattern: { regex: String.raw`\S+` }, behavior: 'isolated' }), preTokenizers.byteLevel({ addPrefixSpace: false, useRegex: false })]) };
    const counts = await countWords([words.join(' ')], options);
    expect(counts.size).toBe(9001);
    expect(counts.get('w0')).toBe(3);
    expect(counts.get('Ġ')).toBe(19_999);
    expect(await countWords([''], { preTokenizer: byteLevel })).toEqual(new Map());
  });

  it('reads a stream as it reads a list', async () => {
    const options = { preTokenizer: preTokenizers.whitespaceSplit() };
    expect(await countWords(stream(), options)).toEqual(await countWords(texts, options));
  });

  it('takes a text for a word without a pre-tokenizer, after normalization', async () => {
    expect(await countWords(['가', '가', 'x'], { normalizer: normalizers.nfc() })).toEqual(new Map([['가', 2], ['x', 1]]));
  });

  it.each<[string, unknown, string]>([
    ['a text instead of texts', 'text', 'texts must be a list, an iterator or a stream of strings, got "text".'],
    ['nothing', undefined, 'texts must be a list, an iterator or a stream of strings, got undefined.'],
    ['a number among texts', ['a', 5], 'texts must be strings, got 5 as text 1.'],
  ])('refuses %s', async (_, given, message) => {
    await expect(countWords(given as string[])).rejects.toMatchObject({ code: 'DATA_INVALID', message });
  });

  it('lets go of a list that it does not read to its end', async () => {
    let isClosed = false;
    function* numbers(): Generator {
      try {
        for (;;) yield 1;
      } finally {
        isClosed = true;
      }
    }
    await expect(countWords(numbers() as Generator<string>)).rejects.toMatchObject({ code: 'DATA_INVALID' });
    expect(isClosed).toBe(true);
  });
});
