import type { Tensor } from '@figment/core';
import { Conv2d, Module, Upsample } from '@figment/core/nn';
import { add, relu, tanh } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';

import { type Norm, normalized, type NormName, normOf, swallowsBias } from '../layers/norm.ts';
import type { Pass } from '../networks/pass.ts';

/** Options of {@link ResidualTranslator}. */
export interface ResidualTranslatorOptions {
  /** Of the pictures, in and out. */
  readonly pictureChannels: number;
  /** At the finest resolution; twice and four times as many below. */
  readonly channels: number;
  readonly blocks: number;
  readonly norm: NormName;
}

/**
 * Down to a quarter of the resolution, residual blocks there, and up again. Zhu et al. 2017, arXiv:1703.10593, 7.2, after Johnson et al. 2016,
 * arXiv:1603.08155; edges are padded with zeros, and doubled pixels are smoothed where the paper has transposed convolutions.
 */
export class ResidualTranslator extends Module {
  readonly first: Layer;
  readonly downs: readonly Layer[];
  readonly blocks: readonly Block[];
  readonly ups: readonly Up[];
  readonly output: Conv2d;

  constructor(key: Key, { pictureChannels, channels, blocks, norm }: ResidualTranslatorOptions) {
    super();
    const [forFirst, forDowns, forBlocks, forUps, forOutput] = split(key, 5);
    const [downA, downB] = split(forDowns, 2);
    const [upA, upB] = split(forUps, 2);
    this.first = new Layer(forFirst, { in: pictureChannels, out: channels, kernel: 7, stride: 1, norm });
    this.downs = [new Layer(downA, { in: channels, out: 2 * channels, kernel: 3, stride: 2, norm }), new Layer(downB, { in: 2 * channels, out: 4 * channels, kernel: 3, stride: 2, norm })];
    this.blocks = split(forBlocks, blocks).map((own) => new Block(own, { channels: 4 * channels, norm }));
    this.ups = [new Up(upA, { in: 4 * channels, out: 2 * channels, norm }), new Up(upB, { in: 2 * channels, out: channels, norm })];
    this.output = new Conv2d(forOutput, { in: channels, out: pictureChannels, kernel: 7, padding: 3 });
  }

  /** x: [B, H, W, C] in [-1, 1], sides multiples of 4 -> the same shape, in [-1, 1] */
  forward(x: Tensor, pass: Pass): Tensor {
    let h = relu(this.first.forward(x, pass));
    for (const down of this.downs) h = relu(down.forward(h, pass)); // [B, H / 4, W / 4, 4 channels]
    for (const block of this.blocks) h = block.forward(h, pass);
    for (const up of this.ups) h = up.forward(h, pass);
    return tanh(this.output.forward(h));
  }
}

/** A convolution and its norm. */
class Layer extends Module {
  readonly conv: Conv2d;
  readonly norm: Norm;

  constructor(key: Key, { in: inputs, out, kernel, stride, norm }: { readonly in: number; readonly out: number; readonly kernel: number; readonly stride: number; readonly norm: NormName }) {
    super();
    const [forConv, forNorm] = split(key, 2);
    this.conv = new Conv2d(forConv, { in: inputs, out, kernel, stride, padding: (kernel - 1) / 2, bias: !swallowsBias(norm) });
    this.norm = normOf(forNorm, norm, out);
  }

  forward(x: Tensor, pass: Pass): Tensor {
    return normalized(this.norm, this.conv.forward(x), pass);
  }
}

/** x + what two layers make of it. He et al. 2016, arXiv:1512.03385, without a rectifier after the sum. */
class Block extends Module {
  readonly first: Layer;
  readonly second: Layer;

  constructor(key: Key, { channels, norm }: { readonly channels: number; readonly norm: NormName }) {
    super();
    const [forFirst, forSecond] = split(key, 2);
    this.first = new Layer(forFirst, { in: channels, out: channels, kernel: 3, stride: 1, norm });
    this.second = new Layer(forSecond, { in: channels, out: channels, kernel: 3, stride: 1, norm });
  }

  forward(x: Tensor, pass: Pass): Tensor {
    return add(x, this.second.forward(relu(this.first.forward(x, pass)), pass));
  }
}

/** [B, H, W, in] -> [B, 2 H, 2 W, out] */
class Up extends Module {
  readonly up: Upsample;
  readonly norm: Norm;

  constructor(key: Key, { in: inputs, out, norm }: { readonly in: number; readonly out: number; readonly norm: NormName }) {
    super();
    const [forUp, forNorm] = split(key, 2);
    this.up = new Upsample(forUp, { channels: inputs, out });
    this.norm = normOf(forNorm, norm, out);
  }

  forward(x: Tensor, pass: Pass): Tensor {
    return relu(normalized(this.norm, this.up.forward(x), pass));
  }
}
