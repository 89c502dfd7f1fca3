import { describe, expect, it } from 'vitest';

import { pattern } from './pattern.ts';
import { canWrite, fits, jsonTokenizer, randomNumbers, walk } from './testing/walk.ts';

/** Writes regular expressions of all that forms can have. */
function patternWriter(random: () => number): () => string {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const one = (): string => pick(['a', 'b', 'é', '가', '😀', '[ab]', '[^a]', '.', String.raw`\p{L}`, String.raw`[^\p{L}1]`, String.raw`\d`, '[a-é]', String.raw`\u{1F600}`, String.raw`\n`]);
  const quantifier = (): string => pick(['', '', '', '*', '+', '?', '*?', '{2}', '{1,2}', '{2,}', '{0,3}']);
  const item = (depth: number): string => (depth > 1 || random() < 0.7 ? one() + quantifier() : `(?:${alternatives(depth + 1)})${quantifier()}`);
  const sequence = (depth: number): string => Array.from({ length: 1 + Math.floor(random() * 3) }, () => item(depth)).join('');
  const alternatives = (depth: number): string => Array.from({ length: 1 + Math.floor(random() * 2.5) }, () => sequence(depth)).join('|');
  return () => `${random() < 0.1 ? pick(['(?=.a)', '(?!b)', '(?!.*é)']) : ''}${sequence(0)}`;
}

describe('pattern', () => {
  it('fits what JavaScript’s engine fits, from the first character to the last', () => {
    const random = randomNumbers(1);
    const write = patternWriter(random);
    const wrong: string[] = [];
    for (let i = 0; i < 60; i++) {
      const source = write();
      const form = pattern(source);
      const there = new RegExp(`^(?:${source})$`, 'u');
      for (let j = 0; j < 12; j++) {
        const text = Array.from({ length: Math.floor(random() * 6) }, () => ['a', 'a', 'b', 'é', '가', '😀', '1', '\n'][Math.floor(random() * 8)]).join('');
        if (fits(form, text) !== there.test(text)) wrong.push(`${source} ${JSON.stringify(text)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('gives only texts that JavaScript’s engine fits, whatever is drawn', async () => {
    const tokenizer = await jsonTokenizer();
    const random = randomNumbers(2);
    const sources = [String.raw`\d{4}-\d{2}`, '(?:red|빨강|blue){1,3}', String.raw`\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){0,2}`, String.raw`[^\s"]{3,8}`, String.raw`(?!.*aa)[a-c]{2,9}`, '가*나?|[😀-😃]'];
    for (const source of sources) {
      for (let i = 0; i < 10; i++) expect(walk(pattern(source), tokenizer, random)).toMatch(new RegExp(`^(?:${source})$`, 'u'));
    }
  });

  it.each([
    [/yes|no/i, ['YES', 'nO'], ['maybe']],
    [/^\d{3}$/, ['123'], ['12', '1234']],
    [new RegExp(String.raw`[\p{L}--[a-z]]+`, 'v'), ['ÄG'], ['aG']],
    [/a.b/s, ['a\nb'], ['ab']],
    [/\w\S\D\W/, ['aa! '], ['a !a']],
    [/(?:^a|b$)|c/, ['a', 'b', 'c'], ['ab']],
    [/^(?!\.)(?!.*\.\.)([\w'+\-.]*)[\w+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/, ['a.b@c.de'], ['a..b@c.de', '.a@c.de', 'a@c']],
  ])('%s reads flags, classes and borders', async (source, yes, no) => {
    const tokenizer = await jsonTokenizer();
    for (const text of yes) expect([text, canWrite(pattern(source), tokenizer, text)]).toEqual([text, true]);
    for (const text of no) expect([text, fits(pattern(source), text)]).toEqual([text, false]);
  });

  it('counts far without growing', () => {
    const form = pattern('(?:[a-z]{2} ?){1000,20000}x{0,100000}');
    expect(fits(form, 'ab '.repeat(1000))).toBe(true);
    expect(fits(form, 'ab '.repeat(999))).toBe(false);
    expect(fits(pattern('(?:a?){0,5000}b'), `${'a'.repeat(300)}b`)).toBe(true);
  });

  it.each([
    ['a(', 'Invalid regular expression'],
    [String.raw`(a)\1`, 'a back-reference at 3'],
    [String.raw`(?<x>a)\k<x>`, 'a back-reference at 7'],
    [String.raw`a\b`, 'a word border at 1'],
    ['ab(?<=b)', 'a look-behind at 2'],
    ['a^b', '^ at 1'],
    ['(?:a$)b', '$ at 4'],
    ['(?:a(?=b))b', 'a look-ahead at 4'],
    ['(?:'.repeat(300) + ')'.repeat(300), 'more than 200 groups'],
  ])('refuses %s', (source, message) => {
    expect(() => pattern(source)).toThrow(expect.objectContaining({ code: 'CONSTRAINT_INVALID', message: expect.stringContaining(message) as string }));
  });

  it('refuses lines of their own', () => {
    expect(() => pattern(/^a$/m)).toThrow(expect.objectContaining({ code: 'CONSTRAINT_INVALID', message: expect.stringContaining('a line border at 0') as string }));
  });
});
