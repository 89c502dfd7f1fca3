#!/usr/bin/env node
import { checkRows } from './check-rows.ts';
import { saveFindings } from './findings.ts';

/** `figment-torch-check [python]`: compares the backend's rows with the torch of that Python, and keeps what it finds for the backend. */
async function main(python = process.env['FIGMENT_TORCH_PYTHON'] ?? (process.platform === 'win32' ? 'python' : 'python3')): Promise<void> {
  const { release, rows, wrong } = await checkRows(python);
  for (const { operation, reason } of wrong) console.log(`${operation}: ${reason}`);
  console.log(`torch ${release.join('.')}: ${(rows - wrong.length).toString()} of ${rows.toString()} operations are what the backend expects.`);
  if (wrong.length > 0) {
    process.exitCode = 1;
    console.log('The others are not called; where the backend has a way around one, it takes it, else the operation fails with TORCH_FAILED.');
  }
  console.log(`Kept in ${saveFindings(release, wrong.map(({ operation }) => operation))}`);
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
