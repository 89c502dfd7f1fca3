import { layerNorm } from '../ops/index.ts';
import type { Key } from '../random/index.ts';
import type { Parameter, Tensor } from '../tensor.ts';
import { requireChannels, requireEpsilon, requireSizes } from './check.ts';
import { Module } from './module.ts';
import { scaleAndShift, type ScaleAndShiftOptions } from './scale-and-shift.ts';

/** Options of {@link LayerNorm}. */
export interface LayerNormOptions extends ScaleAndShiftOptions {
  readonly width: number;
  /** 1e-5. */
  readonly epsilon?: number | undefined;
}

/**
 * y = (x - mean) / sqrt(variance + epsilon) * weight + bias, over the last axis. Ba, Kiros, Hinton 2016, arXiv:1607.06450, eq. 4.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class LayerNorm extends Module {
  /** [width]. */
  readonly weight: Parameter | undefined;
  /** [width]. */
  readonly bias: Parameter | undefined;
  readonly width: number;
  readonly epsilon: number;

  constructor(key: Key, { width, epsilon = 1e-5, ...options }: LayerNormOptions) {
    super();
    requireSizes('LayerNorm', { width });
    requireEpsilon('LayerNorm', epsilon);
    this.width = width;
    this.epsilon = epsilon;
    ({ weight: this.weight, bias: this.bias } = scaleAndShift(key, width, options));
  }

  /** x: [..., width] -> same. @throws FigmentError `SHAPE_MISMATCH` */
  forward(x: Tensor): Tensor {
    requireChannels('LayerNorm', x, this.width);
    return layerNorm(x, { weight: this.weight, bias: this.bias, epsilon: this.epsilon });
  }
}
