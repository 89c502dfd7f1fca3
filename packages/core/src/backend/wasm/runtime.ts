import { type Address, instantiateKernels, type Kernels } from '@figment/kernels-wasm';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';

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
  private scratchAt: Address = 0;
  private scratchBytes = 0;

  constructor(backend: TfjsWasm, kernels: Kernels) {
    this.backend = backend;
    this.kernels = kernels;
  }

  static async over(backend: TfjsWasm): Promise<WasmRuntime> {
    return new WasmRuntime(backend, await instantiateKernels(backend.wasm.asm.memory));
  }

  /** Where a tensor's elements lie. */
  address(tensor: TensorInfo): Address {
    return this.backend.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  /** A new tensor; what it holds is undefined until it is written. */
  output(shape: readonly number[], dtype: DataType = 'float32'): TensorInfo {
    return this.backend.makeOutput(shape, dtype);
  }

  /** At least this many bytes, 16-byte aligned, valid until the next call: kernels don't nest. */
  scratch(bytes: number): Address {
    if (bytes > this.scratchBytes) {
      if (this.scratchAt !== 0) this.backend.wasm._free(this.scratchAt);
      this.scratchBytes = Math.ceil(bytes * 1.25);
      this.scratchAt = this.backend.wasm._malloc(this.scratchBytes + 16) >>> 0;
      if (this.scratchAt === 0) {
        this.scratchBytes = 0;
        throw new Error(`the wasm memory is full: ${bytes} bytes of scratch could not be had`);
      }
    }
    return this.scratchAt + (16 - (this.scratchAt % 16)) % 16;
  }

  /** Views, valid until the memory grows: until the next `output` or `scratch`. */
  floats(at: Address, length: number): Float32Array {
    return new Float32Array(this.backend.wasm.asm.memory.buffer, at, length);
  }

  ints(at: Address, length: number): Int32Array {
    return new Int32Array(this.backend.wasm.asm.memory.buffer, at, length);
  }
}
