import { FigmentError } from '../errors.ts';
import { add, mul, reshape, silu, split as splitTensor, tidy } from '../ops/index.ts';
import { type Key, split } from '../random/index.ts';
import type { Tensor } from '../tensor.ts';
import { requireEpsilon, requireMultiple, requireOneOf, requireRate, requireSizes } from './check.ts';
import { Conv2d } from './convolution/conv2d.ts';
import { windowAlong } from './convolution/options.ts';
import { dropout } from './dropout.ts';
import { GroupNorm } from './group-norm.ts';
import { allZeros, torchDefault } from './initialisers.ts';
import { Linear } from './linear.ts';
import { Module } from './module.ts';

/** Options of {@link ResidualBlock}. */
export interface ResidualBlockOptions {
  readonly in: number;
  /** `in`. */
  readonly out?: number | undefined;
  /** Convolve rows and columns, 3 x 3 ('both'), or columns alone, 1 x 3: sequences are pictures of one row. */
  readonly along?: 'both' | 'columns' | undefined;
  /** Of both group norms; must divide `in` and `out` (32). */
  readonly groups?: number | undefined;
  /** Of the second norm, where it differs. */
  readonly outGroups?: number | undefined;
  /** Of both group norms (1e-5). */
  readonly epsilon?: number | undefined;
  /** Width of a vector that modulates the block, such as the embedding of a time; none by default. */
  readonly condition?: number | undefined;
  /** What the condition does: is added before the second norm ('shift'), or scales and shifts after it ('scaleShift'). */
  readonly conditioning?: 'shift' | 'scaleShift' | undefined;
  /** The condition passes SiLU first (true). */
  readonly activateCondition?: boolean | undefined;
  /** A 1x1 convolution on the way around; where channels change, unless told. */
  readonly convolvedShortcut?: boolean | undefined;
  /** Before the second convolution, when the call has a key (0). */
  readonly dropout?: number | undefined;
  /** Begin as the identity: the second convolution is 0 at first (true). */
  readonly zeroInitialised?: boolean | undefined;
}

/**
 * x + conv(silu(norm(conv(silu(norm x))))), with a 1x1 convolution on the way around where channels change. Pre-activation: He et
 * al. 2016, arXiv:1603.05027; as a U-Net's block: Ho et al. 2020, arXiv:2006.11239, appendix B; scale and shift: Dhariwal and
 * Nichol 2021, arXiv:2105.05233, section 3 (AdaGN). Fields and defaults are those of diffusers' `ResnetBlock2D`, but for the
 * second convolution's start.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class ResidualBlock extends Module {
  readonly norm1: GroupNorm;
  readonly conv1: Conv2d;
  readonly condition: Linear | undefined;
  readonly norm2: GroupNorm;
  readonly conv2: Conv2d;
  readonly shortcut: Conv2d | undefined;
  readonly conditioning: 'shift' | 'scaleShift';
  readonly activateCondition: boolean;
  readonly dropout: number;

  constructor(key: Key, options: ResidualBlockOptions) {
    super();
    const { in: inputs, out = inputs, groups = 32, outGroups = groups, epsilon = 1e-5, condition, conditioning = 'shift', dropout = 0, zeroInitialised = true, along = 'both' } = options;
    requireSizes('ResidualBlock', { in: inputs, out, groups, outGroups, ...(condition !== undefined && { condition }) });
    requireMultiple('ResidualBlock', ['in', inputs], ['groups', groups]);
    requireMultiple('ResidualBlock', ['out', out], ['groups', outGroups]);
    requireEpsilon('ResidualBlock', epsilon);
    requireOneOf('ResidualBlock', 'conditioning', conditioning, ['shift', 'scaleShift']);
    requireRate('ResidualBlock', 'dropout', dropout);
    const [forNorm1, forConv1, forCondition, forNorm2, forConv2, forShortcut] = split(key, 6);
    const initial = zeroInitialised ? allZeros : torchDefault;
    const window = windowAlong(along);
    this.norm1 = new GroupNorm(forNorm1, { channels: inputs, groups, epsilon });
    this.conv1 = new Conv2d(forConv1, { in: inputs, out, ...window });
    this.condition = condition === undefined ? undefined : new Linear(forCondition, { in: condition, out: conditioning === 'shift' ? out : 2 * out });
    this.norm2 = new GroupNorm(forNorm2, { channels: out, groups: outGroups, epsilon });
    this.conv2 = new Conv2d(forConv2, { in: out, out, ...window, initialWeight: initial, initialBias: initial });
    this.shortcut = (options.convolvedShortcut ?? inputs !== out) ? new Conv2d(forShortcut, { in: inputs, out, kernel: 1 }) : undefined;
    this.conditioning = conditioning;
    this.activateCondition = options.activateCondition ?? true;
    this.dropout = dropout;
  }

  /**
   * x: [B, H, W, in], condition: [B, condition] -> [B, H, W, out].
   *
   * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID` without the condition that the block was made for.
   */
  forward(x: Tensor, call: { readonly condition?: Tensor | undefined; readonly key?: Key | undefined } = {}): Tensor {
    return tidy(() => this.transform(x, this.modulationOf(call.condition), call.key));
  }

  private transform(x: Tensor, modulation: Tensor | undefined, key: Key | undefined): Tensor {
    let h = this.conv1.forward(this.resampled(silu(this.norm1.forward(x)))); // [B, H, W, in] -> [B, H, W, out]
    if (modulation !== undefined && this.conditioning === 'shift') h = add(h, modulation);
    h = this.norm2.forward(h);
    if (modulation !== undefined && this.conditioning === 'scaleShift') {
      const [scale, shift] = splitTensor(modulation, 2, 3) as [Tensor, Tensor];
      h = add(mul(h, add(scale, 1)), shift);
    }
    h = this.conv2.forward(dropout(silu(h), this.dropout, key));
    const around = this.resampled(x);
    return this.joined(this.shortcut === undefined ? around : this.shortcut.forward(around), h);
  }

  /** Of both ways, before their convolutions: a block that halves or doubles pictures does it here. */
  protected resampled(x: Tensor): Tensor {
    return x;
  }

  /** The two ways' sum. */
  protected joined(around: Tensor, through: Tensor): Tensor {
    return add(around, through);
  }

  /** [B, condition] -> [B, 1, 1, out or 2 out]. */
  private modulationOf(condition: Tensor | undefined): Tensor | undefined {
    if ((this.condition === undefined) !== (condition === undefined)) {
      throw new FigmentError('INPUT_INVALID', this.condition === undefined
        ? 'This ResidualBlock takes no condition; give the option `condition` (its width) to make one that does.'
        : `This ResidualBlock needs a condition [B, ${this.condition.weight.shape[0]}], got none.`);
    }
    if (this.condition === undefined || condition === undefined) return undefined;
    const projected = this.condition.forward(this.activateCondition ? silu(condition) : condition);
    return reshape(projected, [projected.shape[0], 1, 1, projected.shape[1]!]);
  }
}
