import { rmsNorm } from '../ops/index.ts';
import type { Key } from '../random/index.ts';
import type { Parameter, Tensor } from '../tensor.ts';
import { requireChannels, requireEpsilon, requireSizes } from './check.ts';
import type { Initialiser } from './initialisers.ts';
import { Module } from './module.ts';
import { scaleAndShift } from './scale-and-shift.ts';

/** Of float32: torch's default. */
const MACHINE_EPSILON = 2 ** -23;

/** Options of {@link RmsNorm}. */
export interface RmsNormOptions {
  readonly width: number;
  /** 2^-23, as torch; Llama has 1e-5 or 1e-6. */
  readonly epsilon?: number | undefined;
  /** Learn a weight for each channel (true). */
  readonly affine?: boolean | undefined;
  /** Ones. */
  readonly initialWeight?: Initialiser | undefined;
}

/**
 * y = x / sqrt(mean of x^2 + epsilon) * weight, over the last axis. Zhang and Sennrich 2019, arXiv:1910.07467, eq. 4.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class RmsNorm extends Module {
  /** [width]. */
  readonly weight: Parameter | undefined;
  readonly width: number;
  readonly epsilon: number;

  constructor(key: Key, { width, epsilon = MACHINE_EPSILON, affine, initialWeight }: RmsNormOptions) {
    super();
    requireSizes('RmsNorm', { width });
    requireEpsilon('RmsNorm', epsilon);
    this.width = width;
    this.epsilon = epsilon;
    this.weight = scaleAndShift(key, width, { affine, bias: false, initialWeight }).weight;
  }

  /** x: [..., width] -> same. @throws FigmentError `SHAPE_MISMATCH` */
  forward(x: Tensor): Tensor {
    requireChannels('RmsNorm', x, this.width);
    return rmsNorm(x, { weight: this.weight, epsilon: this.epsilon });
  }
}
