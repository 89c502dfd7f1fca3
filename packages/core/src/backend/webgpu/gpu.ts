import { importOptional } from '#platform/optional';

import { inNode } from '../platform.ts';
import { vulkanIsMissing } from './vulkan.ts';

interface Dawn {
  readonly globals: Record<string, unknown>;
  create(options: string[]): GPU;
}

/** The entry to WebGPU, or why there is none. */
export type Found = { readonly gpu: GPU } | { readonly gpu?: undefined; readonly missing: string };

let found: Promise<Found> | undefined;

/** The browser's WebGPU, or in Node that of the package `webgpu` (Dawn) where it is installed. */
export function findGpu(): Promise<Found> {
  found ??= find();
  return found;
}

async function find(): Promise<Found> {
  const own = (globalThis as { navigator?: { gpu?: GPU } }).navigator?.gpu;
  if (own !== undefined) return { gpu: own };
  if (!inNode) return { missing: 'this browser has no WebGPU, or the page is not served over https' };
  const dawn = (await importOptional('webgpu')) as Dawn | undefined;
  if (dawn === undefined) return { missing: 'not installed (npm install webgpu)' };
  if (vulkanIsMissing()) return { missing: 'no Vulkan (libvulkan.so.1 is not installed)' };
  // tfjs looks for WebGPU where browsers have it, once, when it is imported.
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create([]);
  const navigator = (globalThis as { navigator?: object }).navigator;
  if (navigator === undefined) Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'Node' }, configurable: true });
  else Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
  return { gpu };
}
