/** Writes `packages/core/src/backend/gaps.md`. */
import { writeFile } from 'node:fs/promises';

import { surveyed, surveyInProcess, whyNot } from '../test/gaps/run.ts';
import { type Columns, render, tableUrl } from '../test/gaps/table.ts';

const columns: Record<string, Columns[string]> = {};
for (const backend of surveyed) {
  const reason = whyNot(backend);
  if (reason !== undefined) throw new Error(`${backend} can't be surveyed here: ${reason}`);
  columns[backend] = await surveyInProcess(backend, { stock: true });
  console.log(`${backend}: ${columns[backend].length} rows`);
}
await writeFile(tableUrl, render(columns));
