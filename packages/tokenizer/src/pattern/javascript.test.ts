import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../testing/random-text.ts';
import { compilePattern } from './index.ts';

/** Writes patterns that mean the same to JavaScript (flag `u`) and to Rust: no loop in them has a body that can match nothing. */
function patternWriter(random: () => number): () => string {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const one = (): string => pick(['a', 'b', 'é', '😀', '[ab]', '[^a]', '.', String.raw`\p{L}`, String.raw`[^\p{L}a]`, String.raw`\d`, '[a-é]']);
  const quantifier = (): string => pick(['', '', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{2,}?']);
  const item = (depth: number): string => {
    const kind = random();
    if (depth > 2 || kind < 0.6) return one() + quantifier();
    if (kind < 0.8) return `(?:${one()}(?:${alternatives(depth + 1)}))${quantifier()}`;
    if (kind < 0.9) return `${pick(['(?=', '(?!'])}${alternatives(depth + 1)})`;
    if (kind < 0.95) return `${pick(['(?<=', '(?<!'])}${one()}${pick(['', one()])})`;
    return pick(['^', '$']);
  };
  const sequence = (depth: number): string => Array.from({ length: 1 + Math.floor(random() * 3) }, () => item(depth)).join('');
  const alternatives = (depth: number): string => Array.from({ length: 1 + Math.floor(random() * 2.5) }, () => sequence(depth)).join('|');
  return () => alternatives(0);
}

describe('a pattern that JavaScript knows too', () => {
  it('matches there and here the same', () => {
    const random = randomNumbers(20);
    const write = patternWriter(random);
    for (let i = 0; i < 150; i++) {
      const source = write();
      const pattern = compilePattern(source, 'rust');
      for (let j = 0; j < 3; j++) {
        const text = Array.from({ length: 1 + Math.floor(random() * 12) }, () => ['a', 'a', 'b', 'é', '😀', '1', '\n', ' '][Math.floor(random() * 8)]).join('');
        // Sticky, as V8 searches within surrogate pairs if a pattern begins with a lookahead.
        const there = new RegExp(source, 'yu');
        const expected: unknown[] = [];
        const here: unknown[] = [];
        let found: number[] | undefined;
        for (let at = text.length; at >= 0; at--) {
          if ((text.codePointAt(at - 1) ?? 0) > 0xffff) continue;
          there.lastIndex = at;
          const end = there.test(text) ? there.lastIndex : -1;
          if (end >= 0) found = [at, end];
          expected.push(end, found);
          here.push(pattern.matchAt(text, at), pattern.find(text, at) ? [pattern.start, pattern.end] : undefined);
        }
        expect(here, `${source} in ${JSON.stringify(text)}`).toEqual(expected);
      }
    }
  });
});
