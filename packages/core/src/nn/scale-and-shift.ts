import { type Key, split } from '../random/index.ts';
import type { Parameter } from '../tensor.ts';
import { allOnes, allZeros, type Initialiser } from './initialisers.ts';
import { parameter } from './module.ts';

export interface ScaleAndShiftOptions {
  /** Learn a weight for each channel, and a bias unless that is declined (true). */
  readonly affine?: boolean | undefined;
  /** true. */
  readonly bias?: boolean | undefined;
  /** Ones. */
  readonly initialWeight?: Initialiser | undefined;
  /** Zeros. */
  readonly initialBias?: Initialiser | undefined;
}

/** The parameters that a norm ends with. */
export function scaleAndShift(
  key: Key, width: number, { affine = true, bias = true, initialWeight = allOnes, initialBias = allZeros }: ScaleAndShiftOptions,
): { weight: Parameter | undefined; bias: Parameter | undefined } {
  const [forWeight, forBias] = split(key, 2);
  const fans = { in: width, out: width };
  return {
    weight: affine ? parameter(() => initialWeight(forWeight, [width], fans)) : undefined,
    bias: affine && bias ? parameter(() => initialBias(forBias, [width], fans)) : undefined,
  };
}
