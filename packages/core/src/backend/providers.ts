import { importOptional } from '#platform/optional';

import { FigmentError } from '../errors.ts';
import { cpuProvider } from './cpu/provider.ts';
import { inNode } from './platform.ts';
import type { BackendName, BackendProvider, SelfCheck, StartOptions } from './provider.ts';
import { wasmProvider } from './wasm/provider.ts';
import { webgpuProvider } from './webgpu/provider.ts';

/** Fastest first. A page can't run torch; in Node a GPU without CUDA is behind torch's own CPU kernels. */
export const defaultOrder: readonly BackendName[] = inNode ? ['torch', 'webgpu', 'wasm', 'cpu'] : ['webgpu', 'wasm', 'cpu'];

/** The door for `@figment/backend-torch`, which is found where it is installed. */
const torchProvider: BackendProvider = {
  name: 'torch',
  async probe(options) {
    if (!inNode) return { available: false, reason: 'it needs Node' };
    const found = await findTorch();
    return found === undefined ? { available: false, reason: 'not installed (npm install @figment/backend-torch)' } : await found.probe(options);
  },
  async start(options) {
    const found = await findTorch();
    if (found === undefined) throw new FigmentError('PACKAGE_MISSING', 'backend \'torch\' needs the package @figment/backend-torch: npm install @figment/backend-torch.');
    return await found.start(options);
  },
  selfCheck: async (options) => await (await findTorch())?.selfCheck?.(options),
};

async function findTorch(): Promise<BackendProvider | undefined> {
  const module = (await importOptional('@figment/backend-torch')) as { torchProvider?: BackendProvider } | undefined;
  return module?.torchProvider;
}

/** Ours, with those handed in before and instead of their namesakes. */
export function knownProviders(handedIn: readonly BackendProvider[]): Map<BackendName, BackendProvider> {
  const known = new Map<BackendName, BackendProvider>();
  for (const provider of [torchProvider, webgpuProvider, wasmProvider, cpuProvider, ...handedIn]) known.set(provider.name, provider);
  return known;
}

/**
 * What a backend finds out about itself beyond what it computes; undefined where there is nothing to find out.
 *
 * @throws FigmentError `BACKEND_UNAVAILABLE` where that can't be found out here
 */
export async function selfCheckBackend(name: BackendName, options?: StartOptions): Promise<SelfCheck | undefined> {
  return await knownProviders([]).get(name)?.selfCheck?.(options);
}
