import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../abi/signature.ts';

/** Values as tfjs hands them in. */
export type HostValues = ArrayLike<number> | readonly (string | Uint8Array)[];

/**
 * What tfjs knows as a data id: a tensor in torch, or values that have not been needed there (numbers without shape) or
 * can't be there (strings).
 */
export class TensorRecord {
  /** Whose it is: another start of the backend has records of its own. */
  readonly owner: object;
  readonly shape: readonly number[];
  readonly dtype: DataType;
  /** In elements; undefined until asked for. */
  strides: readonly number[] | undefined;
  handle: Handle | undefined;
  host: HostValues | undefined;
  references = 1;
  /** What a kernel leaves with its output for the kernel of its gradient; freed with it. */
  attached: readonly Handle[] = [];
  /** How many records lie in the same memory. */
  readonly memory: { sharers: number };

  constructor(owner: object, shape: readonly number[], dtype: DataType, content: { handle: Handle; strides?: readonly number[] | undefined; memory?: { sharers: number } | undefined } | { host: HostValues }) {
    this.owner = owner;
    this.shape = shape;
    this.dtype = dtype;
    this.memory = ('memory' in content ? content.memory : undefined) ?? { sharers: 0 };
    this.memory.sharers++;
    if ('host' in content) this.host = content.host;
    else {
      this.handle = content.handle;
      this.strides = content.strides;
    }
  }

  /** As kernels return it; the record is its own data id. */
  get info(): TensorInfo {
    return { dataId: this, shape: this.shape as number[], dtype: this.dtype };
  }
}
