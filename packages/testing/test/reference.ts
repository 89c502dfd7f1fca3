import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { BackendCase } from '../src/backend/case.ts';
import type { GoldenFile, GoldenNumbers } from '../src/backend/golden.ts';
import { fingerprint, referenceData } from '../src/backend/reference-data.ts';

/** A Python with PyTorch: FIGMENT_TORCH_PYTHON, or the one that the benches use. */
export const python = process.env['FIGMENT_TORCH_PYTHON'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'figment/bench-python/bin/python');
export const hasPython = existsSync(python);

export const goldenUrl = (family: string): URL => new URL(`../src/backend/golden/${family.replaceAll(' ', '-')}.json`, import.meta.url);

/** The numbers that PyTorch computes, as the contents of a file for each family. */
export async function computeGolden(cases: readonly BackendCase[]): Promise<Record<string, string>> {
  const answers = JSON.parse(await runPython(JSON.stringify(referenceData(cases)))) as Record<string, GoldenNumbers>;
  const families: Record<string, GoldenFile> = {};
  for (const each of cases) (families[each.family] ??= {})[each.name] = { of: fingerprint(each), ...answers[each.name]! };
  return Object.fromEntries(Object.entries(families).map(([family, file]) => [family, linesOf(file)]));
}

/** A line a case: differences stay readable. */
function linesOf(file: GoldenFile): string {
  return `{\n${Object.entries(file).map(([name, golden]) => `${JSON.stringify(name)}: ${JSON.stringify(golden)}`).join(',\n')}\n}\n`;
}

async function runPython(input: string): Promise<string> {
  return await new Promise((resolve, reject) => {
    const child = execFile(python, [fileURLToPath(new URL('../reference/main.py', import.meta.url))], { maxBuffer: 1 << 28, env: { ...process.env, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' } }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(new Error(error.message));
    });
    child.stdin?.end(input);
  });
}
