import type { BackendProvider } from '../provider.ts';

/** A GPU, through WebGPU: in browsers, and in Node where the package `webgpu` (Dawn) is installed. */
export const webgpuProvider: BackendProvider = {
  name: 'webgpu',
  probe: async () => (await import('./adapter.ts')).probeAdapter(),
  start: async () => (await import('./start.ts')).startWebgpu(),
};
