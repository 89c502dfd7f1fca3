import { type DataId, type DataType, engine, KernelBackend } from '@tensorflow/tfjs-core';

import type { HostValues, TensorRecord } from './tensors/record.ts';
import type { Torch } from './tensors/torch.ts';

/** tfjs's view of torch: where data lies, who holds it, and reading it back. */
export class TorchBackend extends KernelBackend {
  readonly torch: Torch;

  constructor(torch: Torch) {
    super();
    this.torch = torch;
    torch.records.fetchFromOthers = (dataId) => {
      if (engine().state.tensorInfo.has(dataId)) engine().moveData(this, dataId);
    };
  }

  override write(values: HostValues, shape: number[], dtype: DataType): DataId {
    return this.torch.records.write(values, shape, dtype);
  }

  override move(dataId: DataId, values: HostValues, shape: number[], dtype: DataType, refCount: number): void {
    this.torch.records.move(dataId, values, shape, dtype, refCount);
  }

  override refCount(dataId: DataId): number {
    return this.torch.records.find(dataId)?.references ?? 0;
  }

  override incRef(dataId: DataId): void {
    this.#record(dataId).references++;
  }

  /** tfjs's kernels of other backends may call it; a last reference goes by `disposeData`. */
  decRef(dataId: DataId): void {
    const record = this.torch.records.find(dataId);
    if (record !== undefined && record.references > 1) record.references--;
  }

  override disposeData(dataId: DataId, force = false): boolean {
    const record = this.torch.records.find(dataId);
    return record === undefined || this.torch.records.release(record, force);
  }

  override numDataIds(): number {
    return this.torch.records.count;
  }

  /** @throws FigmentError `TORCH_FAILED`, on CUDA also for what failed since the last reading */
  override readSync(dataId: DataId): ReturnType<Torch['records']['read']> {
    return this.torch.records.read(this.#record(dataId));
  }

  override async read(dataId: DataId): Promise<ReturnType<Torch['records']['read']>> {
    return this.readSync(dataId);
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override epsilon(): number {
    return 1e-7;
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override timerAvailable(): boolean {
    return true;
  }

  override async time(work: () => void): Promise<{ kernelMs: number }> {
    const start = performance.now();
    work();
    return { kernelMs: performance.now() - start };
  }

  override dispose(): void {
    this.torch.clearCaches();
  }

  #record(dataId: DataId): TensorRecord {
    return this.torch.records.of({ dataId });
  }
}
