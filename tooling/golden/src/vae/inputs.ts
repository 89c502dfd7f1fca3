import type { Tensor } from '@figment/core';
import { add, div, upload } from '@figment/core/ops';

import type { GoldenCase } from '../case/case.ts';

/** Uploads inputs of a case by name. */
export function uploadInputs<const Names extends readonly string[]>(golden: GoldenCase, names: Names): Record<Names[number], Tensor> {
  return Object.fromEntries(names.map((name) => [name, upload(golden.input(name))])) as Record<Names[number], Tensor>;
}

/** Pictures of a case lie in [-1, 1], ours in [0, 1]. */
export function toUnit(x: Tensor): Tensor {
  return div(add(x, 1), 2);
}
