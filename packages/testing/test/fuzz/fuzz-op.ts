import type { Tensor } from '@figment/core';
import type { Arbitrary } from 'fast-check';

import type { Nd } from './nd.ts';

/** What fast-check draws, shrinks and prints: shapes of the inputs by name, and options. */
export interface Instance {
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each op knows its own
  readonly options: Readonly<Record<string, any>>;
  /** Of the numbers in the inputs. */
  readonly seed: number;
}

/** An op, and the same written down plainly in double precision. */
export interface FuzzOp {
  readonly name: string;
  readonly instances: Arbitrary<Instance>;
  readonly run: (inputs: Readonly<Record<string, Tensor>>, options: Instance['options']) => Tensor;
  readonly reference: (inputs: Readonly<Record<string, Nd>>, options: Instance['options']) => Nd;
  /** Numbers in [0.3, 2.3) instead of distinct ones around 0. */
  readonly positive?: boolean;
  /** Whether its gradient is compared with differences of the reference (true). */
  readonly differentiable?: boolean;
}
