import { readFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { noWebgpu, surveyInProcess } from '../../test/gaps/run.ts';
import { parse, tableUrl } from '../../test/gaps/table.ts';

describe.each(['cpu', 'wasm', 'webgpu'])('the table of gaps on %s', (backend) => {
  it.skipIf(backend === 'webgpu' && noWebgpu !== undefined)('is right in every cell, and is what gaps.md says', { timeout: 120_000 }, async () => {
    const rows = (await surveyInProcess(backend)).map((row) => ({ ...row, name: row.name.trim() }));
    expect(rows.filter(({ forward, gradient }) => `${forward}${gradient}`.includes('WRONG'))).toEqual([]);
    const committed = parse(await readFile(tableUrl, 'utf8'))[backend];
    expect(rows, 'src/backend/gaps.md is stale: pnpm gaps').toEqual(committed);
  });
});
