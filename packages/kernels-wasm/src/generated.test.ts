import { readFile } from 'node:fs/promises';

import { expect, it } from 'vitest';

import { compile, generatedPath } from '../scripts/compile.ts';

it('holds what the sources compile to, byte for byte', { timeout: 60_000 }, async () => {
  expect(await readFile(generatedPath, 'utf8') === await compile(), 'src/binary.generated.ts is stale: pnpm generate').toBe(true);
});
