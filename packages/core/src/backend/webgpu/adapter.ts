import type { Probe } from '../provider.ts';
export function probeAdapter(): Promise<Probe> {
  return Promise.resolve({ available: false, reason: 'this browser has no WebGPU' });
}
