import { readFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { surveyed, surveyInProcess, whyNot } from '../../test/gaps/run.ts';
import { ownPart } from '../../test/gaps/survey.ts';
import { parse, tableUrl } from '../../test/gaps/table.ts';

describe.each(surveyed)('the table of gaps on %s', (backend) => {
  // Every case on a GPU of software, with other tests beside it.
  it.skipIf(whyNot(backend) !== undefined)('is right in every cell, and is what gaps.md says', { timeout: 600_000 }, async () => {
    const rows = await surveyInProcess(backend);
    expect(rows.filter(({ cells }) => cells.some((cell) => cell.startsWith('WRONG')))).toEqual([]);
    const committed = parse(await readFile(tableUrl, 'utf8'))[backend]!.map((row) => ({ ...row, cells: row.cells.map(ownPart) }));
    expect(rows, 'packages/core/src/backend/gaps.md is stale: pnpm gaps').toEqual(committed);
  });
});
