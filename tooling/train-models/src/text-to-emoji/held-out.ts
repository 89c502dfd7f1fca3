import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import type { Fidelity, Generalisation } from './measure-painter.ts';

/** What the run that keeps emoji back found. */
export interface HeldOutFigures {
  readonly steps: number;
  readonly seed: number;
  readonly fidelity: Fidelity;
  readonly generalisation: Generalisation;
}

const FILE = fileURLToPath(new URL('held-out.json', import.meta.url));

export async function writeHeldOut(figures: HeldOutFigures): Promise<void> {
  await writeFile(FILE, `${JSON.stringify(figures, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value), 2)}\n`);
}

export async function readHeldOut(): Promise<HeldOutFigures> {
  return JSON.parse(await readFile(FILE, 'utf8')) as HeldOutFigures;
}
