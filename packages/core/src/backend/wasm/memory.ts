import { FigmentError } from '../../errors.ts';
import type { TfjsWasm } from './runtime.ts';

const guarded = new WeakSet();

/**
 * Makes an allocation that fails an error. tfjs goes on with the address 0 that it gets then, and writes its tensors over what
 * lies there.
 */
export function refuseNothing({ wasm }: TfjsWasm): void {
  if (guarded.has(wasm)) return;
  guarded.add(wasm);
  const allocate = wasm._malloc.bind(wasm);
  wasm._malloc = (bytes) => {
    const at = allocate(bytes);
    if (at !== 0 || bytes === 0) return at;
    const held = Math.round(wasm.asm.memory.buffer.byteLength / 2 ** 20);
    throw new FigmentError(
      'OUT_OF_MEMORY',
      `backend 'wasm' found no memory for ${bytes} bytes; it holds ${held} MiB, and can't hold more than 4096. Take a smaller batch or model, or dispose of tensors that are not needed.`,
    );
  };
}
