import { input, type Kernels } from '../kernels.ts';
import type { HostMemory } from './host-kernel.ts';

/** Writes into memory that a program can see; what `FigmentWritePositions` promises. */
export function writePositionsKernels<Backend extends { incRef(dataId: object): void }>(memory: HostMemory): Kernels<Backend> {
  return {
    FigmentWritePositions: (call) => {
      const [into, rows] = [input(call, 'into'), input(call, 'rows')];
      const [batch, heads, capacity, width] = into.shape as [number, number, number, number];
      const { at } = call.attrs as unknown as { readonly at: number };
      const [target, source] = [memory.view(into), memory.view(rows)];
      const length = (rows.shape[2] as number) * width;
      for (let head = 0; head < batch * heads; head++) target.set(source.subarray(head * length, (head + 1) * length), (head * capacity + at) * width);
      call.backend.incRef(into.dataId);
      return { dataId: into.dataId, shape: into.shape, dtype: into.dtype };
    },
  };
}
