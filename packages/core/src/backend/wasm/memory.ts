import { FigmentError } from '../../errors.ts';
import type { TfjsWasm } from './runtime.ts';

/** WebAssembly addresses 4 GiB. */
const addressable = 2 ** 32;
/** For what tfjs's WebAssembly allocates itself: it aborts for good when it gets nothing. */
const reserve = 2 ** 22;
/** How near to the end allocations are looked at closely. */
const tight = 2 ** 30;

const guarded = new WeakSet();

/**
 * Makes an allocation that can't be had an error. tfjs goes on with the address 0 that it gets then, and writes its tensors over
 * what lies there; and near the end of what can be addressed its allocator wraps around and gives addresses that lie in use
 * or outside of the memory. So allocations are counted, and one that would have to reach beyond is refused.
 */
export function guardMemory({ wasm }: TfjsWasm): void {
  if (guarded.has(wasm)) return;
  guarded.add(wasm);
  // The loader's first calls put the functions of the module in place of themselves.
  wasm._free(wasm._malloc(1));
  const [allocate, free] = [wasm._malloc.bind(wasm), wasm._free.bind(wasm)];
  /** Bytes by address. */
  const held = new Map<number, number>();
  let highest = wasm.asm.memory.buffer.byteLength;
  const isLeft = (bytes: number): boolean => highest + bytes + 2 * reserve <= addressable || largestGap(held, highest) >= bytes + 2 * reserve;
  const mayAllocate = (bytes: number): boolean => highest + bytes + tight <= addressable || (isLeft(bytes) && hasReserve());
  const hasReserve = (): boolean => {
    const at = allocate(reserve);
    free(at);
    return at !== 0;
  };
  wasm._malloc = (bytes) => {
    const at = mayAllocate(bytes) ? allocate(bytes) >>> 0 : 0;
    if (at === 0 && bytes > 0) throw full(bytes, wasm.asm.memory.buffer.byteLength, held);
    held.set(at, bytes);
    highest = Math.max(highest, at + bytes);
    return at;
  };
  wasm._free = (at) => {
    held.delete(at >>> 0);
    free(at);
  };
}

/** The longest stretch between allocations, up to the highest address that was ever given. */
function largestGap(held: ReadonlyMap<number, number>, highest: number): number {
  let [gap, end] = [0, 0];
  for (const [at, bytes] of [...held].sort(([a], [b]) => a - b)) {
    gap = Math.max(gap, at - end);
    end = at + bytes;
  }
  return Math.max(gap, highest - end);
}

function full(bytes: number, size: number, held: ReadonlyMap<number, number>): FigmentError {
  const mebibytes = (count: number): number => Math.round(count / 2 ** 20);
  const used = [...held.values()].reduce((sum, each) => sum + each, 0);
  return new FigmentError(
    'OUT_OF_MEMORY',
    `backend 'wasm' found no room for a tensor of ${mebibytes(bytes)} MiB: ${mebibytes(used)} MiB are in use, of ${mebibytes(size)} that it holds and 4096 that WebAssembly can have. Take a smaller batch or model, or dispose of tensors that are not needed.`,
  );
}
