import type { Abi } from '../abi/abi.ts';
import { bindCode } from '../abi/functions.ts';
import type { DtypeCode, Handle } from '../abi/signature.ts';
import type { TorchDevice } from '../library/device.ts';
import type { ElementTypes, HostArray } from './element-types.ts';
import { rowMajor } from './strides.ts';

/** Memory of tensors: making it, looking at it, filling it from the host and reading it back. Callers own the handles. */
export class Memory {
  readonly #abi: Abi;
  readonly #device: TorchDevice;
  readonly #dtypes: ElementTypes;
  readonly #host: number;

  constructor(abi: Abi, device: TorchDevice, dtypes: ElementTypes) {
    this.#abi = abi;
    this.#device = device;
    this.#dtypes = dtypes;
    this.#host = bindCode(abi.library, 'device_type_cpu')();
  }

  view(handle: Handle, sizes: readonly number[], strides: readonly number[], offset: number): Handle {
    const { functions, scratch } = this.#abi;
    scratch.reset();
    this.#abi.check(functions.view(handle, sizes.length, scratch.ints(sizes), scratch.ints(strides), offset, scratch.out()), 'a view');
    return this.#abi.madeResult();
  }

  empty(sizes: readonly number[], strides: readonly number[], dtype: DtypeCode): Handle {
    const { functions, scratch } = this.#abi;
    scratch.reset();
    this.#abi.check(functions.empty(sizes.length, scratch.ints(sizes), scratch.ints(strides), dtype, this.#device.type, this.#device.index, scratch.out()), `a tensor of shape [${sizes.join(', ')}]`, 'OUT_OF_MEMORY');
    return this.#abi.madeResult();
  }

  upload(values: HostArray, sizes: readonly number[], dtype: DtypeCode): Handle {
    const target = this.empty(sizes, rowMajor(sizes), dtype);
    if (values.length === 0) return target;
    try {
      const source = dtype === this.#dtypes.bool ? onlyZeroAndOne(values) : values;
      this.#withHostMemory(source, sizes, dtype, (host) => { this.#copy(target, host); });
    } catch (error) {
      this.#abi.free(target);
      throw error;
    }
    return target;
  }

  /** Reads a tensor, whatever its strides, into `values` row by row; waits for the device. */
  download(handle: Handle, values: HostArray, sizes: readonly number[], dtype: DtypeCode): void {
    if (values.length > 0) this.#withHostMemory(values, sizes, dtype, (host) => { this.#copy(host, handle); });
  }

  shapeOf(handle: Handle): number[] {
    const { functions, scratch } = this.#abi;
    this.#abi.check(functions.dimensions(handle, scratch.out()), 'the rank of a tensor');
    return Array.from({ length: scratch.result() }, (_, axis) => {
      this.#abi.check(functions.size(handle, axis, scratch.out()), 'the size of a tensor');
      return scratch.result();
    });
  }

  stridesOf(handle: Handle, rank: number): number[] {
    const { functions, scratch } = this.#abi;
    const strides = new Array<number>(rank);
    for (let axis = 0; axis < rank; axis++) {
      this.#abi.check(functions.stride(handle, axis, scratch.out()), 'the stride of a tensor');
      strides[axis] = scratch.result();
    }
    return strides;
  }

  dtypeOf(handle: Handle): DtypeCode {
    const { functions, scratch } = this.#abi;
    this.#abi.check(functions.dtype(handle, scratch.out()), 'the type of a tensor');
    return scratch.resultInt32();
  }

  #copy(target: Handle, source: Handle): void {
    this.#abi.check(this.#abi.functions.copy(target, source, 0), 'a copy');
  }

  /** Lends JavaScript's memory to torch as a tensor, for the length of `use` only: V8 must not move or free it meanwhile. */
  #withHostMemory(values: HostArray, sizes: readonly number[], dtype: DtypeCode, use: (host: Handle) => void): void {
    const { functions, scratch } = this.#abi;
    scratch.reset();
    this.#abi.check(functions.fromMemory(values, sizes.length, scratch.ints(sizes), scratch.ints(rowMajor(sizes)), 0, dtype, this.#host, 0, scratch.out()), 'memory of the host');
    const host = this.#abi.madeResult();
    try {
      use(host);
    } finally {
      this.#abi.free(host);
    }
  }
}

/** torch computes with the bits of bools as they are; tfjs takes any number but 0 for true. */
function onlyZeroAndOne(values: HostArray): HostArray {
  return values.every((value) => value <= 1) ? values : values.map((value) => (value === 0 ? 0 : 1));
}
