import { describe, expect, it } from 'vitest';
import { Automaton } from './automaton.ts';
import { Backtracker } from './backtracker.ts';
import { compile } from './compiler.ts';
import { parse } from './parser.ts';
import type { Dialect } from './syntax.ts';

function automaton(source: string, dialect: Dialect = 'oniguruma'): Automaton | undefined {
  const program = compile(parse(source, dialect), source, true);
  return program && new Automaton(program);
}

const backtracker = (source: string): Backtracker => new Backtracker(compile(parse(source, 'oniguruma'), source, false)!);

/** The steps it takes to go through a text, from each match to the next, or from each position if `everywhere`. */
function steps(engine: Automaton | Backtracker, text: string, everywhere = false): number {
  for (let at = 0; at < text.length; ) {
    const end = engine.matchAt(text, at);
    at = everywhere || end <= at ? at + 1 : end;
  }
  return engine.steps;
}

const sources = [
  '(a+)+$', '(a|a)*b', '(.*)*x', '(a*)*b', '(a|aa)+b', '(?:a?){20}a{20}b', '((a*)*)*b', 'a+b', 'a+b|a', '.*.*=.*', '(x+x+)+y', 'a*a*a*b',
  '(?:a|b|ab)*c', String.raw`\s+$|a+?b`, '(a|b)*a(a|b){6}c',
];
const onlyBacktracking = [
  '(?=a+b)a', '(?>a+)b|a', '(?:(?>a+b)|a)+b', '(?=(?:aa)*b)a|a', '(?!a*b)a', '(?:a(?=a*b))*b', '(?<=a*ab)a|b', '(?>(?:a*)*)b', '(?=(a+)+b)a',
];
const texts: Record<string, (length: number) => string> = {
  'one letter': (length) => 'a'.repeat(length),
  'one letter and another': (length) => `${'a'.repeat(length - 1)}c`,
  'two letters': (length) => 'ab'.repeat(length / 2),
  'blanks': (length) => `a${' '.repeat(length - 1)}`,
};

describe('matching', () => {
  it.each(sources)('%s takes steps in proportion to the text', (source) => {
    for (const text of Object.values(texts)) {
      const [short, long] = [2_500, 20_000].map((length) => steps(automaton(source)!, text(length)));
      expect(long! / short!).toBeLessThan(8.5);
      expect(long).toBeLessThan(20_000 * 60);
    }
  });

  it.each([...sources, ...onlyBacktracking])('%s takes steps in proportion to the text where choices are remembered', (source) => {
    for (const text of Object.values(texts)) {
      const [short, long] = [2_500, 20_000].map((length) => steps(backtracker(source), text(length), true));
      expect(long! / short!).toBeLessThan(8.5);
      expect(long).toBeLessThan(20_000 * 120);
    }
  });

  it.each(['(a+)+$', '(a|a)*b', '(.*)*x'])('%s goes through 200,000 characters', (source) => {
    const text = `${'a'.repeat(200_000)}c`;
    expect(steps(automaton(source)!, text)).toBeLessThan(200_000 * 60);
    expect(steps(backtracker(source), text)).toBeLessThan(200_000 * 20);
  });

  it('of 200,000 characters by a memory of choices needs no stack', () => {
    const text = 'a'.repeat(200_000);
    expect(backtracker('(?>(?:a|b)*)').matchAt(text, 0)).toBe(200_000);
    expect(backtracker('(?=(?:a|b)*c)a|(?:a|b)*').matchAt(text, 0)).toBe(200_000);
  });
});

describe('possessive quantifiers', () => {
  const cl100k = String.raw`'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s`;
  const r50k = String.raw`'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s`;

  it.each([cl100k, r50k, '[ab]++c', '(?:a++b)+', '(?>a|ab)', '(?>a*)b?'])('%s runs on the automaton', (source) => {
    expect(automaton(source, 'rust')).toBeDefined();
  });

  it.each(['(?>a|ab)c', 'a++(?=ab)', '(?:ab)++c'])('%s does not', (source) => {
    expect(automaton(source)).toBeUndefined();
  });

  it('ask for the other matcher when a text has a character that is given back', () => {
    const engine = automaton('[a-c]++[c-e]')!;
    expect(engine.matchAt('abd', 0)).toBe(3);
    expect(engine.matchAt('abcd', 0)).toBe(-2);
    expect(backtracker('[a-c]++[c-e]').matchAt('abcd', 0)).toBe(4);
    expect(backtracker('[a-c]++[c-e]').matchAt('abc', 0)).toBe(-1);
  });
});
