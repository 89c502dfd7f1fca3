import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { noSoftwareGpu, softwareGpuEnvironment } from '@figment/build/software-gpu';

import type { Row } from './survey.ts';

/** Why webgpu can't be surveyed on this machine; undefined where it can. */
export const noWebgpu = noSoftwareGpu;

/** The environment of a process that computes on a backend. */
export function environmentOf(backend: string): NodeJS.ProcessEnv {
  return backend === 'webgpu' ? { ...process.env, ...softwareGpuEnvironment } : process.env;
}

/** The survey of a backend, in a process of its own: the loader of a GPU's driver reads the environment at the start. */
export async function surveyInProcess(backend: string): Promise<Row[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@figment/source', '--import', 'tsx', fileURLToPath(new URL('main.ts', import.meta.url)), backend],
    { env: environmentOf(backend), cwd: fileURLToPath(new URL('../..', import.meta.url)), maxBuffer: 1 << 26 },
  );
  return JSON.parse(stdout) as Row[];
}
