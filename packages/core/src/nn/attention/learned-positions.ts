import { FigmentError } from '../../errors.ts';
import { add, slice } from '../../ops/index.ts';
import type { Key } from '../../random/index.ts';
import type { Parameter, Tensor } from '../../tensor.ts';
import { requireChannels, requireSizes } from '../check.ts';
import { type Initialiser, normalOf } from '../initialisers.ts';
import { Module, parameter } from '../module.ts';

/** Options of {@link LearnedPositions}. */
export interface LearnedPositionsOptions {
  /** How many positions there are. */
  readonly context: number;
  readonly width: number;
  /** Normal of standard deviation 0.02, as GPT-2. */
  readonly initialWeight?: Initialiser | undefined;
}

/**
 * Adds a learned vector for each position. Gehring et al. 2017, arXiv:1705.03122, section 3.1; as in GPT-2 and BERT.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class LearnedPositions extends Module {
  /** [context, width]. */
  readonly weight: Parameter;

  constructor(key: Key, { context, width, initialWeight = normalOf(0.02) }: LearnedPositionsOptions) {
    super();
    requireSizes('LearnedPositions', { context, width });
    this.weight = parameter(() => initialWeight(key, [context, width], { in: context, out: width }));
  }

  /**
   * x: [B, T, width], whose first position is `from` (0) -> same.
   *
   * @throws FigmentError `SHAPE_MISMATCH`, also when x goes on after the last position.
   */
  forward(x: Tensor, { from = 0 }: { readonly from?: number | undefined } = {}): Tensor {
    const [context, width] = this.weight.shape as [number, number];
    requireChannels('LearnedPositions', x, width, 3);
    const time = x.shape[1]!;
    if (!Number.isSafeInteger(from) || from < 0 || from + time > context) {
      throw new FigmentError('SHAPE_MISMATCH', `LearnedPositions has ${context} positions, got ${time} from position ${from}.`);
    }
    return add(x, slice(this.weight, [from, 0], [time, width])); // [B, T, width] + [T, width]
  }
}
