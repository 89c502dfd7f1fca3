import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { noSoftwareGpu, softwareGpuEnvironment } from '@figment/build/software-gpu';

import { hasPython, python } from '../reference.ts';
import type { Row } from './survey.ts';

/** The columns of the table. */
export const surveyed = ['cpu', 'wasm', 'webgpu', 'torch'] as const;
export type Surveyed = (typeof surveyed)[number];

/** Why a backend can't be surveyed on this machine; undefined where it can, and where it has to (FIGMENT_REQUIRE_TORCH). */
export function whyNot(backend: Surveyed): string | undefined {
  if (backend === 'webgpu') return noSoftwareGpu;
  if (backend === 'torch' && process.env['FIGMENT_REQUIRE_TORCH'] === undefined && !hasPython) return `there is no ${python} with torch`;
  return undefined;
}

/** The environment of a process that computes on a backend. */
export function environmentOf(backend: Surveyed): NodeJS.ProcessEnv {
  if (backend === 'webgpu') return { ...process.env, ...softwareGpuEnvironment };
  return backend === 'torch' && hasPython ? { ...process.env, FIGMENT_TORCH_PYTHON: python, FIGMENT_TORCH_DEVICE: 'cpu' } : process.env;
}

/** The survey of a backend, in a process of its own. */
export async function surveyInProcess(backend: Surveyed, { stock = false }: { readonly stock?: boolean } = {}): Promise<Row[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@figment/source', '--import', 'tsx', fileURLToPath(new URL('main.ts', import.meta.url)), backend, ...(stock ? ['stock'] : [])],
    { env: environmentOf(backend), cwd: fileURLToPath(new URL('../..', import.meta.url)), maxBuffer: 1 << 26 },
  );
  return JSON.parse(stdout) as Row[];
}
