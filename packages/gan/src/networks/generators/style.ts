import type { Parameter, Tensor } from '@figment/core';
import { Module, normalOf, parameter } from '@figment/core/nn';
import { add, broadcastTo, expandDims, mul, sub, tensor, unstack, where } from '@figment/core/ops';
import { foldIn, type Key, normal, randintArray, split, uniformArray } from '@figment/core/random';

import { EQUALIZED_RATE } from '../../layers/equalized-linear.ts';
import { MappingNetwork } from '../../layers/mapping-network.ts';
import { MeanStyle } from '../../layers/mean-style.ts';
import type { Generator } from '../generator.ts';
import type { Pass } from '../pass.ts';
import { requirePyramid, widthAt } from '../pyramid.ts';
import type { LatentGeneratorOptions } from './latent-generator.ts';
import { type Drawn, StyleBlock, type StyleOutputs } from './style-block.ts';

/** Options of {@link StyleGenerator}. */
export interface StyleGeneratorOptions extends LatentGeneratorOptions {
  readonly styleSize: number;
  /** Of the mapping network. */
  readonly mappingLayers: number;
  /** Inputs of noise (true). */
  readonly noise?: boolean | undefined;
  /** 'skip'. */
  readonly outputs?: StyleOutputs | undefined;
  /** Part of the pictures of a training pass whose fine styles come from another latent (0.9). */
  readonly mixing?: number | undefined;
}

/**
 * z becomes a style, which scales the channels of each layer: coarse layers decide on poses and shapes, fine ones on colours.
 * StyleGAN2, Karras et al. 2020, arXiv:1912.04958. Its pictures may overshoot [-1, 1] a little: nothing squashes them.
 */
export class StyleGenerator extends Module implements Generator {
  readonly mapping: MappingNetwork;
  readonly meanStyle: MeanStyle;
  /** What every picture begins with, [start, start, C]. */
  readonly input: Parameter;
  readonly blocks: readonly StyleBlock[];
  readonly latentSize: number;
  readonly styleSize: number;
  /** Two a resolution: of the second convolution of a block, and one that its picture shares with the first convolution of the next. */
  readonly styleLayers: number;
  readonly #mixing: number;

  constructor(key: Key, { size, pictureChannels, latentSize, classes, styleSize, mappingLayers, noise = true, outputs = 'skip', mixing = 0.9, ...widths }: StyleGeneratorOptions) {
    super();
    const { start, levels } = requirePyramid(size);
    const [forMapping, forInput, forBlocks] = split(key, 3);
    const first = [start, start, widthAt(widths, levels)];
    this.latentSize = latentSize;
    this.styleSize = styleSize;
    this.styleLayers = 2 * levels + 2;
    this.#mixing = mixing;
    this.mapping = new MappingNetwork(forMapping, { latentSize, styleSize, layers: mappingLayers, classes });
    this.meanStyle = new MeanStyle({ classes, styleSize });
    this.input = parameter(() => normalOf(1 / EQUALIZED_RATE)(forInput, first, { in: 1, out: 1 }));
    this.blocks = split(forBlocks, levels + 1).map((each, i) => new StyleBlock(each, {
      in: i === 0 ? undefined : widthAt(widths, levels - i + 1), out: widthAt(widths, levels - i), styleSize, noise, outputs,
      picture: outputs === 'skip' || i === levels ? pictureChannels : undefined,
    }));
  }

  styles(z: Tensor, labels: Tensor | undefined, pass: Pass): Tensor {
    const style = this.mapping.forward(z, labels);
    if (pass.training) this.meanStyle.track(style, labels, pass);
    const everywhere = this.#everywhere(style);
    if (!pass.training || pass.key === undefined || this.#mixing === 0) return everywhere;
    const [forLatent, forPlaces] = split(foldIn(pass.key, MIXING), 2);
    return where(this.#isCoarse(forPlaces, z.shape[0]), everywhere, this.#everywhere(this.mapping.forward(normal(forLatent, z.shape), labels)));
  }

  synthesize(styles: Tensor, _labels: Tensor | undefined, pass: Pass): Tensor {
    const batch = styles.shape[0];
    const aLayer = unstack(styles, 1); // [B, L, S] -> L times [B, S]
    const keys = pass.key === undefined ? undefined : split(foldIn(pass.key, NOISE), this.styleLayers);
    let drawn: Drawn = { features: broadcastTo(expandDims(mul(this.input, EQUALIZED_RATE), 0), [batch, ...this.input.shape]), picture: undefined };
    for (const [i, block] of this.blocks.entries()) {
      const from = firstStyleOf(i);
      drawn = block.forward(drawn, aLayer.slice(from, from + 3), keys?.slice(from, from + 2));
    }
    return drawn.picture!;
  }

  truncate(styles: Tensor, psi: number, labels: Tensor | undefined): Tensor {
    const mean = expandDims(this.meanStyle.of(labels), 1); // [B or 1, S] -> [.., 1, S]
    return add(mul(sub(styles, mean), psi), mean);
  }

  styleMaps(layer: number): readonly Tensor[] {
    return this.blocks.flatMap(({ affines }, i) => affines[layer - firstStyleOf(i)] ?? []);
  }

  /** [B, S] -> [B, L, S] */
  #everywhere(style: Tensor): Tensor {
    return broadcastTo(expandDims(style, 1), [style.shape[0], this.styleLayers, this.styleSize]);
  }

  /** Whether a layer is driven by the first of two latents, which a picture is up to a layer of its own: [B, L, 1]. */
  #isCoarse(key: Key, batch: number): Tensor {
    const layers = this.styleLayers;
    const [forWhether, forWhere] = split(key, 2);
    const mixed = uniformArray(forWhether, batch), cuts = randintArray(forWhere, batch, { min: 1, max: layers });
    const ends = Array.from(cuts, (cut, i) => (mixed[i]! < this.#mixing ? cut : layers));
    return tensor(ends.flatMap((end) => Array.from({ length: layers }, (_, layer) => layer < end)), [batch, layers, 1], 'bool');
  }
}

/** What a key is folded with, for a pass to draw different things. */
const MIXING = 0, NOISE = 1;

/** The place of the style of a block's first convolution. */
function firstStyleOf(block: number): number {
  return Math.max(0, 2 * block - 1);
}
