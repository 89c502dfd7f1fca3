import { type Address, instantiateKernels, type Kernels } from '@figment/kernels-wasm';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';

import { guardMemory } from './memory.ts';
import { withRelaxedSimd } from './relaxed-simd.ts';

/** What of tfjs's BackendWasm we stand on; its own types hide some of it. */
export interface TfjsWasm {
  readonly wasm: {
    readonly asm: { readonly memory: WebAssembly.Memory };
    _malloc(bytes: number): number;
    _free(address: number): void;
  };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  disposeData(dataId: object): boolean;
  incRef(dataId: object): void;
  makeOutput(shape: readonly number[], dtype: DataType): TensorInfo;
}

/** Our kernels over the memory of tfjs's wasm backend: where its tensors lie, room for results, scratch. */
export class WasmRuntime {
  readonly backend: TfjsWasm;
  readonly kernels: Kernels;
  /** Whether products use the fused multiply-add of relaxed SIMD. */
  readonly relaxedSimd: boolean;
  private scratchAt: Address = 0;
  private scratchBytes = 0;
  /** What the kernels that run now have made. */
  private readonly made: object[] = [];

  constructor(backend: TfjsWasm, { kernels, relaxedSimd }: { readonly kernels: Kernels; readonly relaxedSimd: boolean }) {
    this.backend = backend;
    this.kernels = kernels;
    this.relaxedSimd = relaxedSimd;
  }

  /** @throws FigmentError `OPTIONS_INVALID` */
  static async over(backend: TfjsWasm, { relaxedSimd }: { readonly relaxedSimd?: boolean | undefined } = {}): Promise<WasmRuntime> {
    guardMemory(backend);
    const plain = await instantiateKernels(backend.wasm.asm.memory);
    return new WasmRuntime(backend, await withRelaxedSimd(backend, plain, relaxedSimd));
  }

  /** Runs a kernel; what it had made of its results is freed when it throws, as where the memory is full. */
  attempt<Result>(kernel: () => Result): Result {
    const before = this.made.length;
    try {
      return kernel();
    } catch (error) {
      for (const dataId of this.made.slice(before)) this.backend.disposeData(dataId);
      throw error;
    } finally {
      this.made.length = before;
    }
  }

  /** Where a tensor's elements lie. */
  address(tensor: TensorInfo): Address {
    return this.backend.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  /** A new tensor; what it holds is undefined until it is written. */
  output(shape: readonly number[], dtype: DataType = 'float32'): TensorInfo {
    const tensor = this.backend.makeOutput(shape, dtype);
    this.made.push(tensor.dataId);
    return tensor;
  }

  /** At least this many bytes, 16-byte aligned, valid until the next call: kernels don't nest. */
  scratch(bytes: number): Address {
    if (bytes > this.scratchBytes) {
      const { wasm } = this.backend;
      if (this.scratchAt !== 0) wasm._free(this.scratchAt);
      [this.scratchAt, this.scratchBytes] = [0, 0];
      const more = Math.ceil(bytes * 1.25);
      this.scratchAt = wasm._malloc(more + 16) >>> 0;
      this.scratchBytes = more;
    }
    return this.scratchAt + (16 - (this.scratchAt % 16)) % 16;
  }

  /** Frees the scratch. */
  release(): void {
    if (this.scratchAt !== 0) this.backend.wasm._free(this.scratchAt);
    [this.scratchAt, this.scratchBytes] = [0, 0];
  }

  /** Views, valid until the memory grows: until the next `output` or `scratch`. */
  floats(at: Address, length: number): Float32Array {
    return new Float32Array(this.backend.wasm.asm.memory.buffer, at, length);
  }

  ints(at: Address, length: number): Int32Array {
    return new Int32Array(this.backend.wasm.asm.memory.buffer, at, length);
  }
}
