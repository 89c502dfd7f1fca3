import { FigmentError } from '../errors.ts';
import { add, mul, reshape, silu, split as splitTensor, tidy } from '../ops/index.ts';
import { type Key, split } from '../random/index.ts';
import type { Tensor } from '../tensor.ts';
import { requireOneOf, requireSizes } from './check.ts';
import { Linear } from './linear.ts';
import { ResidualBlock, type ResidualBlockOptions } from './residual-block.ts';

/** Options of {@link ConditionedResidualBlock}. */
export interface ConditionedResidualBlockOptions extends ResidualBlockOptions {
  /** Width of a vector that modulates the block, such as the embedding of a time; none by default. */
  readonly condition?: number | undefined;
  /** What the condition does: is added before the second norm ('shift'), or scales and shifts after it ('scaleShift'). */
  readonly conditioning?: 'shift' | 'scaleShift' | undefined;
  /** The condition passes SiLU first (true). */
  readonly activateCondition?: boolean | undefined;
}

/**
 * A residual block that a vector modulates. As a U-Net's block: Ho et al. 2020, arXiv:2006.11239, appendix B; scale and shift: Dhariwal and
 * Nichol 2021, arXiv:2105.05233, section 3 (AdaGN).
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class ConditionedResidualBlock extends ResidualBlock {
  readonly condition: Linear | undefined;
  readonly conditioning: 'shift' | 'scaleShift';
  readonly activateCondition: boolean;

  constructor(key: Key, { condition, conditioning = 'shift', activateCondition = true, ...options }: ConditionedResidualBlockOptions) {
    super(key, options);
    requireSizes('ConditionedResidualBlock', condition === undefined ? {} : { condition });
    requireOneOf('ConditionedResidualBlock', 'conditioning', conditioning, ['shift', 'scaleShift']);
    const { in: inputs, out = inputs } = options;
    // The third of the keys that the block's own layers leave over.
    const [, , forCondition] = split(key, 6);
    this.condition = condition === undefined ? undefined : new Linear(forCondition, { in: condition, out: conditioning === 'shift' ? out : 2 * out });
    this.conditioning = conditioning;
    this.activateCondition = activateCondition;
  }

  /**
   * x: [B, H, W, in], condition: [B, condition] -> [B, H, W, out].
   *
   * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID` without the condition that the block was made for.
   */
  override forward(x: Tensor, { condition, key }: { readonly condition?: Tensor | undefined; readonly key?: Key | undefined } = {}): Tensor {
    return tidy(() => {
      const modulation = this.modulationOf(condition);
      if (modulation === undefined) return this.transform(x, key);
      if (this.conditioning === 'shift') return this.transform(x, key, (h) => add(h, modulation));
      const [scale, shift] = splitTensor(modulation, 2, 3) as [Tensor, Tensor];
      return this.transform(x, key, undefined, (h) => add(mul(h, add(scale, 1)), shift));
    });
  }

  /** [B, condition] -> [B, 1, 1, out or 2 out]. */
  private modulationOf(condition: Tensor | undefined): Tensor | undefined {
    const { condition: map } = this;
    if ((map === undefined) !== (condition === undefined)) {
      throw new FigmentError('INPUT_INVALID', `This ConditionedResidualBlock must be given ${map === undefined ? 'no condition' : `a condition [B, ${map.weight.shape[0]}]`}, got ${condition === undefined ? 'none' : 'one'}.`);
    }
    if (map === undefined || condition === undefined) return undefined;
    const projected = map.forward(this.activateCondition ? silu(condition) : condition);
    return reshape(projected, [projected.shape[0], 1, 1, projected.shape[1]!]);
  }
}
