import { isFigmentError } from '@figment/core';
import type { BackendProvider, Probe, StartOptions } from '@figment/core/backend';

import { locateTorch } from './locate/locate.ts';

/** Computes on libtorch: CPU, CUDA or MPS. `selectBackend()` finds it by itself where this package is installed. */
export const torchProvider: BackendProvider = {
  name: 'torch',

  async probe({ torch }: StartOptions = {}): Promise<Probe> {
    try {
      const { folder, release } = await locateTorch(torch);
      return { available: true, device: `libtorch ${release?.join('.') ?? ''} in ${folder}` };
    } catch (error) {
      if (isFigmentError(error)) return { available: false, reason: error.message.replace(/\.$/, '') };
      throw error;
    }
  },

  async start(options: StartOptions) {
    const { startTorch } = await import('./start.ts');
    return await startTorch(options);
  },
};
