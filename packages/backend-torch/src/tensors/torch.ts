import { FigmentError } from '@figment/core';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';

import type { Abi } from '../abi/abi.ts';
import { Dispatcher } from '../abi/dispatcher.ts';
import { Shims } from '../abi/shims.ts';
import { type Callable, type Callables, type DtypeCode, type Handle, parseRow, type Row, type Rows } from '../abi/signature.ts';
import type { TorchDevice } from '../library/device.ts';
import type { Release } from '../library/abi-version.ts';
import { layoutRows } from '../rows/layout.ts';
import { optimizerRows } from '../rows/optimizer.ts';
import { Constants } from './constants.ts';
import { type ElementType, elementTypes, type ElementTypes, type HostArray } from './element-types.ts';
import { Memory } from './memory.ts';
import { Records } from './records.ts';
import { Scalars } from './scalars.ts';
import { HandleScope } from './scope.ts';
import { isRowMajor, rowMajor, sameShape, sizeOf } from './strides.ts';

/** What products of matrices, convolutions and attention may compute in. */
export const precisions = ['float32', 'bfloat16', 'float16'] as const;
export type Precision = (typeof precisions)[number];

export interface TorchOptions {
  readonly precision?: Precision | undefined;
  /** Operations that must not be used: their rows are not right for this release. `aten::name.overload`. */
  readonly refused?: ReadonlySet<string> | undefined;
}

/**
 * What kernels compute with: tfjs's tensors as handles, torch's operations as functions, handles as tfjs's tensors.
 *
 * Layout: tensors have any strides. A kernel asks for the handle (`handle`, `operand`) and lets torch deal with strides, or for
 * rows in order (`contiguous`). Results keep the strides that torch gave them; tensors of pictures, NHWC here, are seen by
 * torch as NCHW with channels last, through views.
 *
 * Ownership: handles that come in are borrowed. Handles that operations return belong to the running kernel and are freed
 * when it is done, also when it throws; `output` (and nothing else in a kernel) hands one on. So a kernel just composes calls.
 */
export class Torch {
  readonly device: TorchDevice;
  readonly release: Release;
  readonly precision: Precision;
  /** torch's numbers of types of elements. */
  readonly dtypes: ElementTypes;
  readonly records: Records;
  /** @internal */
  readonly abi: Abi;
  readonly #scope: HandleScope;
  readonly #memory: Memory;
  readonly #scalars: Scalars;
  readonly #constants: Constants;
  readonly #dispatcher: Dispatcher;
  readonly #shims: Shims;
  readonly #refused: ReadonlySet<string>;
  readonly #layout: Callables<typeof layoutRows>;
  readonly #copyInto: Callable<typeof optimizerRows.copyInto>;

  constructor(abi: Abi, device: TorchDevice, { precision = 'float32', refused = new Set() }: TorchOptions = {}) {
    this.abi = abi;
    this.device = device;
    this.release = abi.release;
    this.precision = precision;
    this.dtypes = elementTypes(abi.library);
    this.#refused = refused;
    this.#scope = new HandleScope(abi);
    this.#memory = new Memory(abi, device, this.dtypes);
    this.#scalars = new Scalars(abi, this.#scope);
    this.#constants = new Constants(abi, this.#scope);
    this.#dispatcher = new Dispatcher(abi, device, this.#scope.own);
    this.#shims = new Shims(abi, device, this.#scope.own);
    this.#layout = this.rows(layoutRows);
    this.#copyInto = this.row(optimizerRows.copyInto);
    this.records = new Records(abi, this.#memory, this.dtypes);
  }

  // Tensors that come in

  /** The tensor on the device, whatever its strides. Borrowed. @throws FigmentError `DTYPE_MISMATCH` for strings, `OUT_OF_MEMORY` */
  handle(tensor: TensorInfo): Handle {
    const record = this.records.of(tensor);
    return record.handle ?? this.records.upload(record);
  }

  /** As `handle`, for operations element by element: a number without shape may lie on the host, whatever the device. Borrowed. */
  operand(tensor: TensorInfo): Handle {
    const record = this.records.of(tensor);
    if (record.handle !== undefined) return record.handle;
    const value = this.hostScalar(tensor);
    if (value === undefined || record.dtype === 'complex64') return this.records.upload(record);
    return this.#scalars.get(value, record.dtype as 'float32' | 'int32' | 'bool');
  }

  /** The value of a tensor without shape that has not been needed on the device, for operations that take plain numbers. */
  hostScalar(tensor: TensorInfo): number | undefined {
    const { host, shape, dtype } = this.records.of(tensor);
    return host === undefined || shape.length > 0 || dtype === 'string' ? undefined : Number(host[0]);
  }

  /** In elements, on each axis. */
  strides(tensor: TensorInfo): readonly number[] {
    const record = this.records.of(tensor);
    return (record.strides ??= this.stridesOf(this.handle(tensor), record.shape.length));
  }

  isContiguous(tensor: TensorInfo): boolean {
    return isRowMajor(tensor.shape, this.strides(tensor));
  }

  /** The tensor with its elements row by row: itself, or a copy. Borrowed. */
  contiguous(tensor: TensorInfo): Handle {
    const handle = this.handle(tensor);
    return this.isContiguous(tensor) ? handle : this.#layout.contiguous(handle, 0);
  }

  /** The tensor's elements in row-major order under another shape: a view where strides allow it, else a copy. */
  reshaped(tensor: TensorInfo, shape: readonly number[]): Handle {
    const handle = this.handle(tensor);
    return this.isContiguous(tensor) ? this.view(handle, shape, rowMajor(shape)) : this.#layout.reshape(handle, shape);
  }

  /** The tensor with its elements as strides say: itself, or a copy. Borrowed. */
  laidOut(tensor: TensorInfo, strides: readonly number[]): Handle {
    const handle = this.handle(tensor);
    if (sameShape(this.strides(tensor), strides)) return handle;
    const copy = this.empty(tensor.shape, tensor.dtype as ElementType, strides);
    this.#copyInto(copy, handle, false);
    return copy;
  }

  /** Lays a tensor out for good, for those that read it again and again: nothing else of it changes. Where others look at its memory it stays. */
  layOut(tensor: TensorInfo, strides: readonly number[]): void {
    const record = this.records.of(tensor);
    if (record.memory.sharers > 1 || sameShape(this.strides(tensor), strides)) return;
    this.records.replace(record, this.#scope.keep(this.laidOut(tensor, strides)), strides);
  }

  /** The tensor's memory seen with other sizes, strides and an offset, in elements. */
  seenAs(tensor: TensorInfo, sizes: readonly number[], strides: readonly number[], offset = 0): Handle {
    return this.view(this.handle(tensor), sizes, strides, offset);
  }

  // Tensors that go out

  /**
   * A handle as a tensor of tfjs, which owns it from here on. Its memory must be its own: for views use `viewOf` or `reshape`,
   * or name the tensor that it may share memory with.
   */
  output(handle: Handle, shape: readonly number[], dtype: DataType, { strides, of }: { strides?: readonly number[] | undefined; of?: TensorInfo | undefined } = {}): TensorInfo {
    const memory = of === undefined ? undefined : this.records.of(of).memory;
    return this.records.add(this.#scope.keep(handle), shape, dtype, strides, memory);
  }

  /** The tensor's memory as a tensor of another shape; nothing is copied. Strides and offset in elements. */
  viewOf(tensor: TensorInfo, shape: readonly number[], strides: readonly number[], offset = 0): TensorInfo {
    return this.output(this.seenAs(tensor, shape, strides, offset), shape, tensor.dtype, { strides, of: tensor });
  }

  /** The tensor under another shape of as many elements; copied where its strides don't allow a view. */
  reshape(tensor: TensorInfo, shape: readonly number[]): TensorInfo {
    if (sameShape(tensor.shape, shape)) return this.share(tensor);
    return this.output(this.reshaped(tensor, shape), shape, tensor.dtype, { of: tensor });
  }

  /** The tensor itself, once more: what a kernel returns that has nothing to do. */
  share(tensor: TensorInfo): TensorInfo {
    return this.records.share(tensor);
  }

  /** Values that were computed on the host, as a tensor. */
  fromHost(values: HostArray, shape: readonly number[], dtype: DataType): TensorInfo {
    return this.records.note(this.records.write(values, shape, dtype));
  }

  /** Frees a tensor that a kernel made and does not return. */
  dispose(tensor: TensorInfo): void {
    this.records.dispose(this.records.of(tensor));
  }

  /** Whether nobody else holds the tensor or looks at its memory: then it may be overwritten once its holder is done with it. */
  isSoleOwner(tensor: TensorInfo): boolean {
    const record = this.records.of(tensor);
    return record.references === 1 && record.memory.sharers === 1;
  }

  /** Leaves handles with an output for the kernel of its gradient, e.g. indices of maxima. They live as long as it does. */
  attach(output: TensorInfo, handles: readonly Handle[]): void {
    const record = this.records.of(output);
    record.attached = [...record.attached, ...handles.map((handle) => this.#scope.keep(handle))];
  }

  /** What the kernel of an output left with it; empty where another made it. Borrowed. */
  attached(output: TensorInfo): readonly Handle[] {
    return this.records.of(output).attached;
  }

  // Handles

  /** The memory of a handle seen with other sizes, strides and an offset from its own, in elements. */
  view(handle: Handle, sizes: readonly number[], strides: readonly number[], offset = 0): Handle {
    return this.#scope.own(this.#memory.view(handle, sizes, strides, offset));
  }

  /** Memory on the device, with anything in it. */
  empty(sizes: readonly number[], dtype: ElementType = 'float32', strides: readonly number[] = rowMajor(sizes)): Handle {
    return this.#scope.own(this.#memory.empty(sizes, strides, this.dtypes[dtype]));
  }

  /** Values of the host, on the device, row by row. */
  upload(values: HostArray, sizes: readonly number[], dtype: 'float32' | 'int32' | 'bool' | 'complex64'): Handle {
    return this.#scope.own(this.#memory.upload(values, sizes, this.dtypes[dtype]));
  }

  /** The elements of a float32 tensor, row by row; waits for the device. */
  read(handle: Handle, sizes: readonly number[]): Float32Array {
    const values = new Float32Array(sizeOf(sizes));
    this.#memory.download(handle, values, sizes, this.dtypes.float32);
    return values;
  }

  /** A number as a tensor without shape, on the host; for operations element by element, which take it on every device. Borrowed. */
  scalar(value: number, dtype: DataType = 'float32'): Handle {
    return this.#scalars.get(value, dtype as 'float32' | 'int32' | 'bool');
  }

  /** A tensor that depends on `key` alone, made once and kept for a while. Borrowed. */
  constant(key: string, sizes: readonly number[], make: () => Handle): Handle {
    return this.#constants.get(key, sizeOf(sizes), make);
  }

  shapeOf(handle: Handle): number[] {
    return this.#memory.shapeOf(handle);
  }

  stridesOf(handle: Handle, rank: number): number[] {
    return this.#memory.stridesOf(handle, rank);
  }

  dtypeOf(handle: Handle): DtypeCode {
    return this.#memory.dtypeOf(handle);
  }

  /** Frees a handle that an operation returned before the kernel is done; for those that need much memory on their way. */
  free(handle: Handle): void {
    this.#scope.free(handle);
  }

  /** Runs `work` as a kernel runs: what it makes and does not put out is freed. */
  scope<Value>(work: () => Value): Value {
    return this.#scope.run(work);
  }

  /** As `scope`; and if it throws, the tensors that it has put out are freed, too. */
  kernel<Value>(work: () => Value): Value {
    return this.#scope.run(() => this.records.undoing(work));
  }

  // Operations

  /** Operations by the names of a table. What they return belongs to the running kernel. */
  rows<Table extends Rows>(table: Table): Callables<Table> {
    return Object.fromEntries(Object.entries(table).map(([name, row]) => [name, this.row(row)])) as unknown as Callables<Table>;
  }

  /** One operation; throws when it is called, if `has` says no. */
  row<Signature extends Row>(row: Signature): Callable<Signature> {
    if (this.has(row)) return this.#dispatcher.prepare(row);
    const refuse = () => { throw new FigmentError('TORCH_FAILED', `${parseRow(row).operation} of torch ${this.release.join('.')} is not the one that was expected.`); };
    return refuse as unknown as Callable<Signature>;
  }

  /** Whether an operation may be used: false where the check found that this release has another under its name. */
  has(row: Row): boolean {
    return !this.#refused.has(parseRow(row).operation);
  }

  /**
   * The function that libtorch has for one operation on this device, written like a row: `'add_Tensor TTf T'`; undefined
   * where it has none. Cheaper than the dispatcher, and takes numbers as they are.
   */
  shim<Signature extends Row>(row: Signature): Callable<Signature> | undefined {
    return this.#shims.prepare(row);
  }

  /** Waits until the device has computed all that it was asked for: a copy to the host comes after it. */
  finish(): void {
    if (this.device.name !== 'cpu') this.scope(() => this.read(this.upload(Float32Array.of(0), [1], 'float32'), [1]));
  }

  /** Frees what is kept for reuse. */
  clearCaches(): void {
    this.#scalars.clear((handle) => { this.abi.free(handle); });
    this.#constants.clear();
  }
}
