import type { Buffer, Tensor } from '@figment/core';
import { buffer, Module } from '@figment/core/nn';
import { add, mean, mul, sqrt, square, stopGradient, sub, sum, valueAndGradsWithAux, zeros } from '@figment/core/ops';
import { type Key, normal } from '@figment/core/random';

/** What the mean length of paths takes of each batch. Karras et al. 2020, arXiv:1912.04958, B. */
const SHARE = 0.01;
/** Below the square root, whose slope at 0 is infinite. */
const TINY = 1e-16;

/** What the penalty is taken of. */
export interface PathLengths {
  /** E[(|J^T y| - a)^2]: a scalar. */
  readonly penalty: Tensor;
  /** Mean length in this batch: a scalar. */
  readonly length: Tensor;
  readonly updates: readonly (readonly [Buffer, Tensor])[];
}

/**
 * Asks that a step of one length in the space of styles changes pictures by one length, wherever it begins: then the space is smooth,
 * and pictures can be found in it. Karras et al. 2020, arXiv:1912.04958, eq. 4.
 */
export class PathLengthRegularizer extends Module {
  /** a, the length that paths have in the long run: a scalar. */
  readonly usual: Buffer;

  constructor() {
    super();
    this.usual = buffer(() => zeros([]));
  }

  /**
   * The penalty at some styles, and what the usual length becomes.
   *
   * @param styles [B, styleLayers, styleSize]
   * @param synthesize pictures [B, H, W, C] of styles
   */
  measure(styles: Tensor, synthesize: (styles: Tensor) => Tensor, key: Key): PathLengths {
    const { gradients } = valueAndGradsWithAux(() => {
      const pictures = synthesize(styles);
      const [, height, width] = pictures.shape as [number, number, number];
      const noise = mul(normal(key, pictures.shape), 1 / Math.sqrt(height * width));
      return { value: sum(mul(pictures, noise)), aux: [] };
    }, [styles]);
    const lengths = sqrt(add(mean(sum(square(gradients[0] as Tensor), 2), 1), TINY)); // [B, L, S] -> [B]
    const length = mean(lengths);
    const usual = stopGradient(add(this.usual, mul(sub(length, this.usual), SHARE)));
    return { penalty: mean(square(sub(lengths, usual))), length, updates: [[this.usual, usual]] };
  }
}
