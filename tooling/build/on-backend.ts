import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { noSoftwareGpu, softwareGpuEnvironment } from './software-gpu.ts';

/** The environment of a process that computes on a backend. WebGPU has its software adapter, where there is one. */
export function environmentOf(backend: string): NodeJS.ProcessEnv {
  return backend === 'webgpu' && noSoftwareGpu === undefined ? { ...process.env, ...softwareGpuEnvironment } : process.env;
}

/**
 * Runs a program of the workspace from its source in a process of its own, in the folder of the program, so that it finds what its
 * package depends on; gives what it printed. Its first argument is the backend that it computes on.
 */
export async function onBackend(backend: string, program: URL, args: readonly string[] = []): Promise<string> {
  const path = fileURLToPath(program);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@figment/source', '--import', 'tsx', path, backend, ...args],
    { env: environmentOf(backend), cwd: dirname(path), maxBuffer: 1 << 26 },
  );
  return stdout;
}
