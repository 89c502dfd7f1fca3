import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compilePattern, type Dialect } from './index.ts';

/** What a pattern finds in a text; empty matches count only where a match has not just ended. */
function found(source: string, dialect: Dialect, text: string): number[] {
  const pattern = compilePattern(source, dialect);
  const matches: number[] = [];
  for (let at = 0, last = -1; at <= text.length && pattern.find(text, at); ) {
    const { start, end } = pattern;
    if (end > start) matches.push(start, end);
    at = start === end && end === last ? end + 1 : end;
    last = start === end && at > end ? -1 : end;
  }
  return matches;
}

function words(source: string, dialect: Dialect, text: string): string[] {
  const matches = found(source, dialect, text);
  return matches.flatMap((start, i) => (i % 2 === 0 ? [text.slice(start, matches[i + 1])] : []));
}

const fixture = (name: string): unknown => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));

// The expected matches are those of Hugging Face tokenizers 0.23.3 (Split with Oniguruma, Unicode 16) and of tiktoken 0.14
// (fancy-regex), which shows matches that are not empty; they were written by these libraries.
const dialects = fixture('dialects') as [Dialect, string, string, string[]][];
const known = fixture('known-patterns') as {
  texts: string[];
  patterns: Record<string, { dialect: Dialect; source: string; matches: number[][] }>;
};
const random = fixture('random-patterns') as [Dialect, string, [string, string[]][]][];

describe('the dialect', () => {
  it.each(dialects)('of %s reads %s', (dialect, source, text, expected) => {
    expect(words(source, dialect, text)).toEqual(expected);
  });

  it.each(Object.entries(known.patterns))('cuts texts with the pattern of %s where the reference cuts them', (_, { dialect, source, matches }) => {
    expect(known.texts.map((text) => found(source, dialect, text))).toEqual(matches);
  });

  it('finds with random patterns what the references find', () => {
    for (const [dialect, source, texts] of random) {
      for (const [text, expected] of texts) expect(words(source, dialect, text), `${dialect} ${source} in ${JSON.stringify(text)}`).toEqual(expected);
    }
  });
});
