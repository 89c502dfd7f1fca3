import type { Tensor } from '@figment/core';

import type { Options } from '../case/options.ts';
import type { Result } from '../kind.ts';

/** The uploaded inputs of a case. */
export interface Inputs {
  /** @throws Error when the case has no such input. */
  get(name: string): Tensor;
  find(name: string): Tensor | undefined;
  /** Those named a0, a1, ... in order. */
  numbered(prefix: string): Tensor[];
}

/** Computes `y`, and by name what else the case expects. Runs in a gradient tape. */
export type OpCheck = (inputs: Inputs, options: Options) => Tensor | { readonly y: Tensor; readonly others: Readonly<Record<string, Tensor & Result>> };

export type OpChecks = Readonly<Record<string, OpCheck>>;
