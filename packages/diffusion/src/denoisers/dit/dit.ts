import { allZeros, Linear, Module } from '@figment/core/nn';
import { add, cast, reshape, silu, slice, tidy, upload } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Denoiser, DenoiserCondition } from '@figment/core/interfaces';
import type { HostArray, Tensor } from '@figment/core';

import { ConditionEmbedding, type ConditionSizes } from '../condition-embedding.ts';
import { DitBlock, type DitBlockCall, type DitBlockOptions } from './block.ts';
import { adaptiveNorm, modulationOf, zeroModulation } from './modulation.ts';
import { requireCounts, requireOption, requireStates } from '../require.ts';
import { PatchEmbedding, type PatchGrid, unpatchify } from './patches.ts';
import { sinePositions } from './sine-positions.ts';

/** Options of {@link Dit}. */
export interface DitOptions extends ConditionSizes, DitBlockOptions {
  /** Side of the pictures that positions are numbered for; those of other sizes are numbered from 0 to the same. */
  readonly size: number;
  readonly channels: number;
  /** `channels`; twice as many where variances are predicted, too. */
  readonly outChannels?: number | undefined;
  /** Side of a patch (2). */
  readonly patch?: number | undefined;
  readonly layers: number;
  readonly frequencyShift?: number | undefined;
  /** One embedding of the condition for all blocks (true), or one for each, as diffusers' files may have it. */
  readonly sharedCondition?: boolean | undefined;
}

/**
 * Diffusion transformer: a picture's patches through blocks that are told time, class and prompt by adaptive norms (adaLN-zero), and a
 * prompt's states by cross-attention. Peebles and Xie 2023, arXiv:2212.09748. As it begins, it predicts 0.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class Dit extends Module implements Denoiser {
  readonly patches: PatchEmbedding;
  readonly conditions: readonly ConditionEmbedding[];
  readonly blocks: readonly DitBlock[];
  readonly modulation: Linear;
  readonly output: Linear;
  readonly options: DitOptions;
  readonly #positions = new Map<string, HostArray>();

  constructor(key: Key, options: DitOptions) {
    super();
    const { size, channels, outChannels = channels, patch = 2, width, heads, layers, classes, contextWidth, pooledWidth, sharedCondition = true } = options;
    requireCounts('Dit', { size, channels, outChannels, patch, width, heads, layers, classes, contextWidth, pooledWidth });
    requireOption('Dit.size', size % patch === 0, `a multiple of patch (${patch})`, size);
    requireOption('Dit.width', width % 4 === 0 && width % heads === 0, `a multiple of 4 and of heads (${heads})`, width);
    const [forPatches, forConditions, forBlocks, forModulation, forOutput] = split(key, 5);
    this.patches = new PatchEmbedding(forPatches, { channels, patch, width });
    this.conditions = split(forConditions, sharedCondition ? 1 : layers).map((key) => new ConditionEmbedding(key, options));
    this.blocks = split(forBlocks, layers).map((key) => new DitBlock(key, options));
    this.modulation = zeroModulation(forModulation, width, 2);
    this.output = new Linear(forOutput, { in: width, out: patch * patch * outChannels, initialWeight: allZeros, initialBias: allZeros });
    this.options = options;
  }

  get module(): this {
    return this;
  }

  /** x: [B, H, W, channels] -> [B, H, W, outChannels], without the variances that follow in {@link forward} where there are twice as many channels as went in. */
  predict(x: Tensor, time: Tensor, condition: DenoiserCondition = {}): Tensor {
    const { channels, outChannels = channels } = this.options;
    return tidy(() => {
      const all = this.forward(x, time, condition);
      return outChannels !== 2 * channels ? all : slice(all, [0, 0, 0, 0], [-1, -1, -1, channels]);
    });
  }

  /**
   * x: [B, H, W, channels], time: [B] -> [B, H, W, outChannels]
   *
   * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID`
   */
  forward(x: Tensor, time: Tensor, condition: DenoiserCondition = {}): Tensor {
    const grid = this.patches.gridOf(x);
    const { contextWidth } = this.options;
    return tidy(() => {
      const activated = this.conditions.map((embedding) => silu(embedding.forward(time, condition)));
      const call = contextWidth === undefined ? {} : attended(condition, contextWidth);
      let h = add(this.patches.forward(x), this.positionsOf(grid)); // [B, T, D] + [T, D]
      this.blocks.forEach((block, i) => { h = block.forward(h, { activated: activated[i] ?? activated[0]!, ...call }); });
      const [shift, scale] = modulationOf(this.modulation, activated[0]!) as [Tensor, Tensor];
      return unpatchify(this.output.forward(adaptiveNorm(h, shift, scale)), grid, this.patches.patch);
    });
  }

  private positionsOf({ rows, columns }: PatchGrid): Tensor {
    const name = `${rows}x${columns}`;
    const table = this.#positions.get(name) ?? sinePositions(this.options.width, { rows, columns, base: this.options.size / this.patches.patch });
    this.#positions.set(name, table);
    return upload(table);
  }
}

function attended({ states, mask }: DenoiserCondition, width: number): Pick<DitBlockCall, 'states' | 'mask'> {
  return { states: requireStates(states, width), mask: mask && cast(reshape(mask, [mask.shape[0], 1, 1, mask.shape[1]!]), 'bool') };
}
