import type { Tensor } from '@figment/core';
import { Module } from '@figment/core/nn';
import { mul, reshape } from '@figment/core/ops';

import type { Generator } from '../generator.ts';
import type { Pass } from '../pass.ts';

/** What the generators are made from whose one style is z itself. */
export interface LatentGeneratorOptions {
  readonly size: number;
  /** Of the pictures. */
  readonly pictureChannels: number;
  readonly latentSize: number;
  /** How many there are, where pictures are asked for by class. */
  readonly classes?: number | undefined;
  /** At the finest resolution; twice as many at each that is half as fine. */
  readonly channels: number;
  readonly maxChannels: number;
}

/** A generator with nothing between z and the styles: z is the one style, and the mean style 0. */
export abstract class LatentGenerator extends Module implements Generator {
  readonly latentSize: number;
  readonly styleLayers = 1;
  readonly styleSize: number;

  constructor(latentSize: number) {
    super();
    this.latentSize = latentSize;
    this.styleSize = latentSize;
  }

  styles(z: Tensor): Tensor {
    return reshape(z, [-1, 1, this.latentSize]); // [B, Z] -> [B, 1, Z]
  }

  truncate(styles: Tensor, psi: number): Tensor {
    return mul(styles, psi);
  }

  abstract synthesize(styles: Tensor, labels: Tensor | undefined, pass: Pass): Tensor;

  abstract styleMaps(layer: number): readonly Tensor[];
}
