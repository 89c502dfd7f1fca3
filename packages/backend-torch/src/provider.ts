import { FigmentError, isFigmentError } from '@figment/core';
import type { BackendProvider, Probe, SelfCheck, StartOptions } from '@figment/core/backend';

import { locateTorch, usualPythons } from './locate/locate.ts';
import { askPython } from './locate/python.ts';

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

  async selfCheck({ torch }: StartOptions = {}): Promise<SelfCheck> {
    const { checkRows } = await import('./check/check-rows.ts');
    const { release, rows, wrong } = await checkRows(torch?.python ?? process.env['FIGMENT_TORCH_PYTHON'] ?? (await pythonWithTorch()));
    return { subject: `operations with the schemas of torch ${release.join('.')}`, of: rows, faults: wrong.map(({ operation, reason }) => `${operation}: ${reason}`) };
  },
};

async function pythonWithTorch(): Promise<string> {
  for (const python of usualPythons) if ('folder' in (await askPython(python))) return python;
  throw new FigmentError('BACKEND_UNAVAILABLE', `none of ${usualPythons.join(', ')} has torch: name the Python that has it in FIGMENT_TORCH_PYTHON.`);
}
