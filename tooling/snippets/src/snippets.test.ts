import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { documents } from './documents.ts';
import { contains, snippetsOf } from './snippet.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

it('finds blocks, and the files they come from', () => {
  const text = ['# T', '<!-- from a/b.ts -->', '```ts', 'const a = 1;', '```', '', '```sh', 'ls', '```'].join('\n');
  expect(snippetsOf(text)).toEqual([
    { line: 3, from: 'a/b.ts', language: 'ts', code: 'const a = 1;' },
    { line: 7, from: undefined, language: 'sh', code: 'ls' },
  ]);
});

it('compares without regard to indentation and empty lines, and nothing else', () => {
  expect(contains('if (a) {\n  b();\n\n  c();\n}', 'b();\nc();')).toBe(true);
  expect(contains('b();\nx();\nc();', 'b();\nc();')).toBe(false);
});

describe('code shown to users', () => {
  const shown = documents(root).flatMap((path) => snippetsOf(read(path)).filter(({ language }) => language === 'ts').map((snippet) => ({ path, ...snippet })));

  it.each(shown.map((snippet) => [`${snippet.path}:${snippet.line}`, snippet] as const))('%s stands in a file that is run or checked', (_, { from, code }) => {
    expect(from, 'say `<!-- from PATH -->` in the line above').toBeDefined();
    expect(existsSync(join(root, from!)), `${from!} does not exist`).toBe(true);
    expect(contains(read(from!), code)).toBe(true);
  });
});
