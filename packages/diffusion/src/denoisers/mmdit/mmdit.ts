import { allZeros, buffer, glorotUniform, Linear, Module } from '@figment/core/nn';
import { add, cast, concat, ones, reshape, silu, slice, tidy, upload } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Denoiser, DenoiserCondition } from '@figment/core/interfaces';
import { type Buffer, FigmentError, type Tensor } from '@figment/core';

import { ConditionEmbedding } from '../condition-embedding.ts';
import { adaptiveNorm, modulationOf, zeroModulation } from '../dit/modulation.ts';
import { PatchEmbedding, type PatchGrid, unpatchify } from '../dit/patches.ts';
import { sinePositions } from '../dit/sine-positions.ts';
import { requireCounts, requireOption, requireStates } from '../require.ts';
import { MmditBlock } from './block.ts';

/** Options of {@link Mmdit}. */
export interface MmditOptions {
  /** Side of the pictures that positions are numbered for. */
  readonly size: number;
  readonly channels: number;
  /** `channels`. */
  readonly outChannels?: number | undefined;
  /** Side of a patch (2). */
  readonly patch?: number | undefined;
  readonly width: number;
  readonly heads: number;
  readonly layers: number;
  /** Width of the states of a prompt. */
  readonly contextWidth: number;
  /** Width of the vector that sums up a prompt. */
  readonly pooledWidth: number;
  /** Side of the table of positions, in patches: the largest picture (size / patch). Smaller ones take its middle. */
  readonly positions?: number | undefined;
  /** Norms of queries and keys (none). */
  readonly queryKeyNorm?: 'rms' | undefined;
  /** Numbers of the blocks with a second attention, of patches alone (none). */
  readonly dualLayers?: readonly number[] | undefined;
}

/**
 * Multimodal diffusion transformer: patches and the words of a prompt as two streams of equal right. Esser et al. 2024, "Scaling
 * rectified flow transformers", arXiv:2403.03206; the denoiser of Stable Diffusion 3. As it begins, it predicts 0.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class Mmdit extends Module implements Denoiser {
  readonly patches: PatchEmbedding;
  /** [1, positions^2, width] */
  readonly positions: Buffer;
  readonly condition: ConditionEmbedding;
  readonly context: Linear;
  readonly blocks: readonly MmditBlock[];
  readonly modulation: Linear;
  readonly output: Linear;
  readonly options: MmditOptions;

  constructor(key: Key, options: MmditOptions) {
    super();
    const { size, channels, outChannels = channels, patch = 2, width, heads, layers, contextWidth, pooledWidth, queryKeyNorm, dualLayers = [] } = options;
    requireCounts('Mmdit', { size, channels, outChannels, patch, width, heads, layers, contextWidth, pooledWidth, positions: options.positions });
    requireOption('Mmdit.size', size % patch === 0, `a multiple of patch (${patch})`, size);
    requireOption('Mmdit.width', width % 4 === 0 && width % heads === 0, `a multiple of 4 and of heads (${heads})`, width);
    requireOption('Mmdit.dualLayers', dualLayers.every((layer) => Number.isSafeInteger(layer) && layer >= 0 && layer < layers), `whole numbers from 0 to ${layers - 1}`, dualLayers);
    const { positions = size / patch } = options;
    const [forPatches, forCondition, forContext, forBlocks, forModulation, forOutput] = split(key, 6);
    this.patches = new PatchEmbedding(forPatches, { channels, patch, width });
    this.positions = buffer(() => reshape(upload(sinePositions(width, { rows: positions, columns: positions, base: size / patch })), [1, positions * positions, width]));
    this.condition = new ConditionEmbedding(forCondition, { width, pooledWidth });
    this.context = new Linear(forContext, { in: contextWidth, out: width, initialWeight: glorotUniform(), initialBias: allZeros });
    this.blocks = split(forBlocks, layers).map((key, i) => new MmditBlock(key, { width, heads, queryKeyNorm, dual: dualLayers.includes(i), last: i === layers - 1 }));
    this.modulation = zeroModulation(forModulation, width, 2);
    this.output = new Linear(forOutput, { in: width, out: patch * patch * outChannels, initialWeight: allZeros, initialBias: allZeros });
    this.options = options;
  }

  get module(): this {
    return this;
  }

  /**
   * x: [B, H, W, channels], time: [B], with a prompt's states [B, S, contextWidth] and vector [B, pooledWidth] -> [B, H, W, outChannels]
   *
   * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID`
   */
  predict(x: Tensor, time: Tensor, condition: DenoiserCondition): Tensor {
    const grid = this.patches.gridOf(x);
    const states = requireStates(condition.states, this.options.contextWidth);
    return tidy(() => {
      const activated = silu(this.condition.forward(time, condition));
      const mask = condition.mask && jointMask(condition.mask, grid.rows * grid.columns);
      let patches = add(this.patches.forward(x), this.positionsOf(grid)); // [B, T, D] + [1, T, D]
      let text: Tensor | undefined = this.context.forward(states);
      for (const block of this.blocks) ({ patches, text } = block.forward({ patches, text: text! }, { activated, mask }));
      const [scale, shift] = modulationOf(this.modulation, activated) as [Tensor, Tensor];
      return unpatchify(this.output.forward(adaptiveNorm(patches, shift, scale)), grid, this.patches.patch);
    });
  }

  /** The middle of the table: [1, side side, D] -> [1, rows columns, D] */
  private positionsOf({ rows, columns }: PatchGrid): Tensor {
    const [, count, width] = this.positions.shape as [number, number, number];
    const side = Math.sqrt(count);
    if (rows > side || columns > side) {
      throw new FigmentError('SHAPE_MISMATCH', `x must have at most ${side} x ${side} patches, as many as there are positions, got ${rows} x ${columns}.`);
    }
    const table = reshape(this.positions as Tensor, [side, side, width]);
    return reshape(slice(table, [(side - rows) >> 1, (side - columns) >> 1, 0], [rows, columns, width]), [1, rows * columns, width]);
  }
}

/** All patches are seen, and the tokens that are no padding: [B, S] -> [B, 1, 1, T + S] */
function jointMask(mask: Tensor, patches: number): Tensor {
  const [batch, tokens] = mask.shape as [number, number];
  return reshape(cast(concat([ones([batch, patches], 'int32'), cast(mask, 'int32')], 1), 'bool'), [batch, 1, 1, patches + tokens]);
}
