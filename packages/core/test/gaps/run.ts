import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import type { Row } from './survey.ts';

/** Debian's chromium brings a Vulkan driver that computes on the CPU, and the loader for it: enough for WebGPU without a GPU. */
const chromium = '/usr/lib/chromium';
const softwareDriver = `${chromium}/vk_swiftshader_icd.json`;

/** Why webgpu can't be surveyed on this machine; undefined where it can. */
export const noWebgpu = existsSync(softwareDriver) ? undefined : `there is no ${softwareDriver} (install chromium)`;

/** The environment of a process that computes on a backend. */
export function environmentOf(backend: string): NodeJS.ProcessEnv {
  return backend === 'webgpu' ? { ...process.env, LD_LIBRARY_PATH: chromium, VK_ICD_FILENAMES: softwareDriver, VK_DRIVER_FILES: softwareDriver } : process.env;
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
