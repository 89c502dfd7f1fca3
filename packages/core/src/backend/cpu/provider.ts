import type { BackendProvider } from '../provider.ts';

/** Plain JavaScript: runs everywhere, slowly. */
export const cpuProvider: BackendProvider = {
  name: 'cpu',
  probe: () => Promise.resolve({ available: true, device: 'CPU, JavaScript' }),
  start: async () => (await import('./start.ts')).startCpu(),
};
