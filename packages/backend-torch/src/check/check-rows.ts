import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { FigmentError } from '@figment/core';

import type { Row } from '../abi/signature.ts';
import { parseRelease, type Release } from '../library/abi-version.ts';
import { install } from '../library/releases.ts';
import { allRows } from '../rows/index.ts';

/** What torch says of the rows. */
export interface RowCheck {
  readonly release: Release;
  readonly rows: number;
  readonly wrong: readonly { readonly operation: string; readonly reason: string }[];
}

const script = fileURLToPath(new URL('../../python/check_rows.py', import.meta.url));

/**
 * Compares every row with torch's own schemas: the count and kinds of its arguments and results. A row that is wrong
 * misreads memory, without an error.
 *
 * @param python that has the torch
 * @throws FigmentError `BACKEND_UNAVAILABLE` when that Python can't be run or has no torch
 */
export async function checkRows(python: string, rows: readonly Row[] = allRows()): Promise<RowCheck> {
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
  // A Python that ends at once closes the pipe; its own message says more.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(rows));
  const ended = new Promise<number | Error>((resolve) => {
    child.on('error', resolve);
    child.on('close', (code) => { resolve(code ?? 1); });
  });
  const [output, complaint, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (status !== 0) {
    const reason = status instanceof Error ? status.message : (complaint.trim().split('\n').at(-1) ?? '');
    throw new FigmentError('BACKEND_UNAVAILABLE', `${python} can't check the rows: ${reason}. It needs torch: ${install}.`);
  }
  const { release, wrong } = JSON.parse(output) as { release: string; wrong: RowCheck['wrong'] };
  return { release: parseRelease(release) ?? [0, 0, 0], rows: rows.length, wrong };
}
