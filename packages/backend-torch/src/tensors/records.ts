import { FigmentError } from '@figment/core';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';

import type { Abi } from '../abi/abi.ts';
import type { Handle } from '../abi/signature.ts';
import { type ElementTypes, type HostArray, hostArrays, type TensorType } from './element-types.ts';
import type { Memory } from './memory.ts';
import { type HostValues, TensorRecord } from './record.ts';
import { rowMajor, sizeOf } from './strides.ts';

/** All tensors that tfjs has here: who holds them, and when their memory goes. */
export class Records {
  readonly #abi: Abi;
  readonly #memory: Memory;
  readonly #dtypes: ElementTypes;
  /** Those that came from another backend keep the data id they had there. */
  readonly #moved = new WeakMap<object, TensorRecord>();
  /** Made or shared by the kernel that is running. */
  readonly #recent: TensorRecord[] = [];
  /** Moves what another backend has here, if one has it. */
  fetchFromOthers: ((dataId: object) => void) | undefined;
  #kernels = 0;
  #count = 0;

  constructor(abi: Abi, memory: Memory, dtypes: ElementTypes) {
    this.#abi = abi;
    this.#memory = memory;
    this.#dtypes = dtypes;
  }

  get count(): number {
    return this.#count;
  }

  /** What lies here under a data id, if anything does. */
  find(dataId: object): TensorRecord | undefined {
    if (dataId instanceof TensorRecord && dataId.owner === this && dataId.references > 0) return dataId;
    const moved = this.#moved.get(dataId);
    return moved === undefined || moved.references === 0 ? undefined : moved;
  }

  /** What lies here under a data id; it is fetched where it lies on another backend. @throws FigmentError `TORCH_FAILED` for what is disposed of */
  of({ dataId }: { readonly dataId: object }): TensorRecord {
    const record = this.find(dataId) ?? this.#fetch(dataId);
    if (record === undefined) throw new FigmentError('TORCH_FAILED', 'a tensor was used that is disposed of.');
    return record;
  }

  #fetch(dataId: object): TensorRecord | undefined {
    this.fetchFromOthers?.(dataId);
    return this.find(dataId);
  }

  /** Values of the host as a record; numbers without shape and strings stay there until they are needed. */
  write(values: HostValues, shape: readonly number[], dtype: DataType): TensorRecord {
    const record = new TensorRecord(this, shape, dtype, { host: shape.length === 0 ? [...(values as ArrayLike<never> & Iterable<never>)] : values });
    if (dtype !== 'string' && shape.length > 0) this.upload(record);
    this.#count++;
    return record;
  }

  /** A tensor that torch computed. */
  add(handle: Handle, shape: readonly number[], dtype: DataType, strides: readonly number[] | undefined, memory: TensorRecord['memory'] | undefined): TensorInfo {
    this.#count++;
    return this.note(new TensorRecord(this, shape, dtype, { handle, strides, memory }));
  }

  share(tensor: TensorInfo): TensorInfo {
    const record = this.of(tensor);
    record.references++;
    this.note(record);
    return { dataId: tensor.dataId, shape: tensor.shape, dtype: tensor.dtype };
  }

  /** Remembers what the running kernel returns or lets go itself. */
  note(record: TensorRecord): TensorInfo {
    if (this.#kernels > 0) this.#recent.push(record);
    return record.info;
  }

  /** Lets go of what the running kernel made or shared. */
  dispose(record: TensorRecord): void {
    const at = this.#recent.lastIndexOf(record);
    if (at !== -1) this.#recent.splice(at, 1);
    this.release(record);
  }

  /** Keeps the data id that a tensor had on another backend. */
  move(dataId: object, values: HostValues, shape: readonly number[], dtype: DataType, references: number): void {
    const record = this.write(values, shape, dtype);
    record.references = references;
    this.#moved.set(dataId, record);
  }

  /** Puts values of the host on the device. @throws FigmentError `DTYPE_MISMATCH`, `OUT_OF_MEMORY` */
  upload(record: TensorRecord): Handle {
    const { dtype, host, shape } = record;
    if (dtype === 'string') throw new FigmentError('DTYPE_MISMATCH', 'the torch backend computes with float32, int32, bool and complex64, got a tensor of strings.');
    if (host === undefined) throw new FigmentError('TORCH_FAILED', 'a tensor was used that is disposed of.');
    record.handle = this.#memory.upload(asArray(host as ArrayLike<number>, dtype), shape, this.#dtypes[dtype]);
    record.host = undefined;
    record.strides = rowMajor(shape);
    return record.handle;
  }

  /** All values, row by row; waits for the device. */
  read(record: TensorRecord): HostArray | Uint8Array[] {
    const { dtype, host, shape, handle } = record;
    if (dtype === 'string') return [...(host as readonly Uint8Array[])];
    if (host !== undefined) return asArray(host as ArrayLike<number>, dtype).slice();
    const values = new hostArrays[dtype](sizeOf(shape) * (dtype === 'complex64' ? 2 : 1));
    this.#memory.download(handle!, values, shape, this.#dtypes[dtype]);
    return values;
  }

  /** The same values elsewhere. */
  replace(record: TensorRecord, handle: Handle, strides: readonly number[]): void {
    if (record.handle !== undefined) this.#abi.free(record.handle);
    record.handle = handle;
    record.strides = strides;
  }

  /** One holder less; @returns whether it was the last, and the memory is freed. */
  release(record: TensorRecord, force = false): boolean {
    if (record.references === 0) return true;
    record.references = force ? 0 : record.references - 1;
    if (record.references > 0) return false;
    if (record.handle !== undefined) this.#abi.free(record.handle);
    for (const handle of record.attached) this.#abi.free(handle);
    record.handle = undefined;
    record.host = undefined;
    record.attached = [];
    record.memory.sharers--;
    this.#count--;
    return true;
  }

  /** Runs a kernel; if it throws, the tensors that it has made or shared until then are let go. */
  undoing<Value>(kernel: () => Value): Value {
    const before = this.#recent.length;
    this.#kernels++;
    try {
      return kernel();
    } catch (error) {
      for (const record of this.#recent.splice(before)) this.release(record);
      throw error;
    } finally {
      this.#kernels--;
      if (this.#kernels === 0) this.#recent.length = 0;
    }
  }
}

function asArray(values: ArrayLike<number>, dtype: TensorType): HostArray {
  const Typed = hostArrays[dtype];
  return values instanceof Typed ? values : Typed.from(values);
}
