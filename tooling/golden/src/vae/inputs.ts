import type { Tensor } from '@figment/core';
import { upload } from '@figment/core/ops';

import type { GoldenCase } from '../case/case.ts';

/** Uploads inputs of a case by name. */
export function uploadInputs<const Names extends readonly string[]>(golden: GoldenCase, names: Names): Record<Names[number], Tensor> {
  return Object.fromEntries(names.map((name) => [name, upload(golden.input(name))])) as Record<Names[number], Tensor>;
}
