import { importOptional } from '#platform/optional';

interface Dawn {
  readonly globals: Record<string, unknown>;
  create(options: string[]): GPU;
}

let found: Promise<GPU | undefined> | undefined;

/** The browser's WebGPU, or in Node that of the package `webgpu` (Dawn) where it is installed. */
export function findGpu(): Promise<GPU | undefined> {
  found ??= find();
  return found;
}

async function find(): Promise<GPU | undefined> {
  const own = (globalThis as { navigator?: { gpu?: GPU } }).navigator?.gpu;
  if (own !== undefined) return own;
  const dawn = (await importOptional('webgpu')) as Dawn | undefined;
  if (dawn === undefined) return undefined;
  // tfjs looks for WebGPU where browsers have it, once, when it is imported.
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create([]);
  const navigator = (globalThis as { navigator?: object }).navigator;
  if (navigator === undefined) Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'Node' }, configurable: true });
  else Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
  return gpu;
}
