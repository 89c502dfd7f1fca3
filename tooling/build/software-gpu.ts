import { existsSync } from 'node:fs';

/** Debian's chromium brings a Vulkan driver that computes on the CPU, and the loader for it: enough for WebGPU without a GPU. */
const chromium = '/usr/lib/chromium';
const driver = `${chromium}/vk_swiftshader_icd.json`;

/** Why there is no WebGPU on this machine's processor; undefined where there is. */
export const noSoftwareGpu: string | undefined = existsSync(driver) ? undefined : `there is no ${driver} (install chromium)`;

/** What a process that computes with it needs in its environment; the loader of a GPU's driver reads it once, at the start. */
export const softwareGpuEnvironment = { LD_LIBRARY_PATH: chromium, VK_ICD_FILENAMES: driver, VK_DRIVER_FILES: driver } as const;
