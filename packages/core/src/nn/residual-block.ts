import { add, silu, tidy } from '../ops/index.ts';
import { type Key, split } from '../random/index.ts';
import type { Tensor } from '../tensor.ts';
import { requireMultiple, requireRate, requireSizes } from './check.ts';
import { Conv2d } from './convolution/conv2d.ts';
import { rowsAlong, windowOf } from './convolution/options.ts';
import { dropout } from './dropout.ts';
import { GroupNorm } from './group-norm.ts';
import { allZeros, torchDefault } from './initialisers.ts';
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
  /** A 1x1 convolution on the way around; where channels change, unless told. */
  readonly convolvedShortcut?: boolean | undefined;
  /** Before the second convolution, when the call has a key (0). */
  readonly dropout?: number | undefined;
  /** Begin as the identity: the second convolution is 0 at first (true). */
  readonly zeroInitialised?: boolean | undefined;
}

/**
 * x + conv(silu(norm(conv(silu(norm x))))), with a 1x1 convolution on the way around where channels change. Pre-activation: He et
 * al. 2016, arXiv:1603.05027. Fields and defaults are those of diffusers' `ResnetBlock2D`, but for the second convolution's start.
 * What is told a vector, too, is {@link ConditionedResidualBlock}.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class ResidualBlock extends Module {
  readonly norm1: GroupNorm;
  readonly conv1: Conv2d;
  readonly norm2: GroupNorm;
  readonly conv2: Conv2d;
  readonly shortcut: Conv2d | undefined;
  readonly dropout: number;

  constructor(key: Key, options: ResidualBlockOptions) {
    super();
    const { in: inputs, out = inputs, groups = 32, outGroups = groups, epsilon = 1e-5, dropout = 0, zeroInitialised = true, along } = options;
    requireSizes('ResidualBlock', { in: inputs, out, groups, outGroups });
    requireMultiple('ResidualBlock', ['in', inputs], ['groups', groups]);
    requireMultiple('ResidualBlock', ['out', out], ['groups', outGroups]);
    requireRate('ResidualBlock', 'dropout', dropout);
    const [forNorm1, forConv1, , forNorm2, forConv2, forShortcut] = split(key, 6);
    const initial = zeroInitialised ? allZeros : torchDefault;
    const window = windowOf(rowsAlong('ResidualBlock', along));
    this.norm1 = new GroupNorm(forNorm1, { channels: inputs, groups, epsilon });
    this.conv1 = new Conv2d(forConv1, { in: inputs, out, ...window });
    this.norm2 = new GroupNorm(forNorm2, { channels: out, groups: outGroups, epsilon });
    this.conv2 = new Conv2d(forConv2, { in: out, out, ...window, initialWeight: initial, initialBias: initial });
    this.shortcut = (options.convolvedShortcut ?? inputs !== out) ? new Conv2d(forShortcut, { in: inputs, out, kernel: 1 }) : undefined;
    this.dropout = dropout;
  }

  /** x: [B, H, W, in] -> [B, H, W, out]. @throws FigmentError `SHAPE_MISMATCH` */
  forward(x: Tensor, { key }: { readonly key?: Key | undefined } = {}): Tensor {
    return tidy(() => this.transform(x, key));
  }

  /** The same, with something done to what the second norm is handed and to what it gives. */
  protected transform(x: Tensor, key: Key | undefined, before: (h: Tensor) => Tensor = same, behind: (h: Tensor) => Tensor = same): Tensor {
    const h = this.conv1.forward(this.resampled(silu(this.norm1.forward(x)))); // [B, H, W, in] -> [B, H, W, out]
    const normed = behind(this.norm2.forward(before(h)));
    const around = this.resampled(x);
    return this.joined(this.shortcut === undefined ? around : this.shortcut.forward(around), this.conv2.forward(dropout(silu(normed), this.dropout, key)));
  }

  /** Of both ways, before their convolutions: a block that halves or doubles pictures does it here. */
  protected resampled(x: Tensor): Tensor {
    return x;
  }

  /** The two ways' sum. */
  protected joined(around: Tensor, through: Tensor): Tensor {
    return add(around, through);
  }
}

const same = (h: Tensor): Tensor => h;
