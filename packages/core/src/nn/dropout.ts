import { cast, mul, tidy } from '../ops/index.ts';
import { bernoulli, type Key } from '../random/index.ts';
import type { Tensor } from '../tensor.ts';
import { requireRate } from './check.ts';

/**
 * Sets each number to 0 with probability `rate` and divides the others by 1 - rate, so that the mean stays. Without a key, or at
 * rate 0, it hands back x itself: a model that is given no key drops nothing. Srivastava et al. 2014, "Dropout: a simple way to
 * prevent neural networks from overfitting".
 *
 * @param x Any shape.
 * @param rate In [0, 1).
 * @throws FigmentError `CONFIG_INVALID`
 */
export function dropout(x: Tensor, rate: number, key: Key | undefined): Tensor {
  requireRate('dropout', 'rate', rate);
  if (key === undefined || rate === 0) return x;
  return tidy(() => mul(x, mul(cast(bernoulli(key, x.shape, 1 - rate), 'float32'), 1 / (1 - rate))));
}
