import { linear, type LinearMapOptions } from '../ops/index.ts';
import { type Key, split } from '../random/index.ts';
import type { Parameter, Tensor } from '../tensor.ts';
import { requireChannels, requireSizes } from './check.ts';
import { type Initialiser, torchDefault } from './initialisers.ts';
import { Module, parameter } from './module.ts';

/** Options of {@link Linear}. */
export interface LinearOptions {
  readonly in: number;
  readonly out: number;
  /** true. */
  readonly bias?: boolean | undefined;
  /** Uniform within 1/sqrt(in), as torch. */
  readonly initialWeight?: Initialiser | undefined;
  /** Uniform within 1/sqrt(in), as torch. */
  readonly initialBias?: Initialiser | undefined;
}

/**
 * y = x W + b.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class Linear extends Module {
  /** [in, out]. */
  readonly weight: Parameter;
  /** [out]. */
  readonly bias: Parameter | undefined;

  constructor(key: Key, options: LinearOptions) {
    super();
    const { in: inputs, out, bias = true, initialWeight = torchDefault, initialBias = torchDefault } = options;
    requireSizes('Linear', { in: inputs, out });
    const [forWeight, forBias] = split(key, 2);
    const fans = { in: inputs, out };
    this.weight = parameter(() => initialWeight(forWeight, [inputs, out], fans));
    this.bias = bias ? parameter(() => initialBias(forBias, [out], fans)) : undefined;
  }

  /** x: [..., in] -> [..., out], with an activation and something to add after it where told. @throws FigmentError `SHAPE_MISMATCH` */
  forward(x: Tensor, options?: LinearMapOptions): Tensor {
    requireChannels('Linear', x, this.weight.shape[0]);
    return linear(x, this.weight, this.bias, options);
  }
}
