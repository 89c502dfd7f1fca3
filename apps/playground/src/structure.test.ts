import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('.', import.meta.url));
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name));

/** Files that import something which `pattern` names. */
function importersOf(pattern: RegExp): string[] {
  return sources.filter((name) => pattern.test(readFileSync(join(root, name), 'utf8'))).map((name) => relative('.', name)).sort();
}

it('touches models in the compute worker only', () => {
  const outside = importersOf(/from '(@figment\/(?!tokenizer['/])|@tensorflow\/)/).filter((name) => !name.startsWith('workers/compute') && name !== 'plugins.ts');
  expect(outside).toEqual([]);
});

it('touches tokenizers in their worker only, which knows nothing of models', () => {
  const outside = importersOf(/from '@figment\/tokenizer['/]/).filter((name) => !name.startsWith('workers/tokenize'));
  // A model's own tokenizer is asked how it spells a token.
  expect(outside).toEqual(['workers/compute/token-bytes.ts']);
  expect(importersOf(/from '\..*(plugins|compute)/).filter((name) => name.startsWith('workers/tokenize'))).toEqual([]);
});

it('lists plugins in one file', () => {
  expect(importersOf(/from '@figment\/(?!core|tokenizer['/])/)).toEqual(['plugins.ts']);
});

it('starts each worker in one place', () => {
  expect(importersOf(/new Worker\(/)).toEqual(['state/compute.ts', 'state/tokenize.ts']);
});
