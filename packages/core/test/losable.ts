import { startCpu } from '../src/backend/cpu/start.ts';
import type { BackendProvider } from '../src/backend/provider.ts';
import { startWasm } from '../src/backend/wasm/start.ts';
import { FigmentError } from '../src/errors.ts';

/** A backend with a device that can be lost at will; its tensors lie with tfjs's cpu or wasm backend. */
export function losable(name: 'cpu' | 'wasm' = 'cpu'): { provider: BackendProvider; lose: () => void; report: (error: Error) => void } {
  let [lost, error]: [boolean, Error | undefined] = [false, undefined];
  let reject: (reason: Error) => void = () => undefined;
  const renew = (): Promise<never> => {
    const promise = new Promise<never>((_resolve, no) => (reject = no));
    promise.catch(() => undefined);
    return promise;
  };
  let loss = renew();
  const provider: BackendProvider = {
    name,
    probe: () => Promise.resolve({ available: true, device: 'fragile' }),
    start: async () => ({
      ...(name === 'cpu' ? startCpu() : await startWasm({})),
      lost: () => loss,
      isLost: () => lost,
      takeError: () => {
        const taken = error;
        error = undefined;
        return taken;
      },
      restore: () => {
        lost = false;
        loss = renew();
        return Promise.resolve();
      },
    }),
  };
  return { provider, lose: () => { lost = true; reject(new FigmentError('DEVICE_LOST', 'the GPU was lost (unplugged).')); }, report: (reported) => { error = reported; } };
}
