import { FigmentError, type Tensor } from '@figment/core';
import { Conv2d, dropout, Module } from '@figment/core/nn';
import { add, clip, concat, div, log, mul, relu, sub, tanh } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';

import { Doubling } from '../../layers/doubling.ts';
import { leaky } from '../../layers/leaky.ts';
import { type Norm, normalized, type NormName, normOf, swallowsBias } from '../../layers/norm.ts';
import type { Pass } from '../pass.ts';
import { widthAt } from '../pyramid.ts';

/** Options of {@link UNet}. */
export interface UNetOptions {
  /** Channels of what is translated. */
  readonly in: number;
  /** Channels of what it becomes. */
  readonly out: number;
  /** At the finest resolution; twice as many at each that is half as fine. */
  readonly channels: number;
  /** channels * 4. */
  readonly maxChannels?: number | undefined;
  /** How often the picture is halved: its sides must be multiples of 2^levels (4). */
  readonly levels?: number | undefined;
  /** group. */
  readonly norm?: NormName | undefined;
  /** Part of the features at the bottom that a pass of training with a key leaves out (0.3). */
  readonly dropout?: number | undefined;
  /** Adds to what it is given, in place of beginning from nothing: `in` must be 1 or `out` (false). */
  readonly residual?: boolean | undefined;
}

/**
 * Pictures to pictures: down to a few pixels that know the whole, and up again with what was seen on the way down joined at each
 * resolution. Ronneberger et al. 2015, arXiv:1505.04597; Isola et al. 2017, arXiv:1611.07004, 3.2.1.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export class UNet extends Module {
  readonly input: Conv2d;
  readonly downs: readonly Down[];
  /** From the coarsest. */
  readonly ups: readonly Up[];
  readonly output: Conv2d;
  readonly #dropout: number;
  readonly #residual: boolean;

  constructor(key: Key, { in: inputs, out, channels, maxChannels = 4 * channels, levels = 4, norm = 'group', dropout = 0.3, residual = false }: UNetOptions) {
    super();
    if (residual && inputs !== 1 && inputs !== out) throw new FigmentError('CONFIG_INVALID', `UNet.in must be 1 or as many as out (${out}) where it adds to what it is given, got ${inputs}.`);
    const [forInput, forDowns, forUps, forOutput] = split(key, 4);
    const width = (level: number): number => widthAt({ channels, maxChannels }, level);
    this.#dropout = dropout;
    this.#residual = residual;
    this.input = new Conv2d(forInput, { in: inputs, out: width(0), kernel: 3, padding: 1 });
    this.downs = split(forDowns, levels).map((each, i) => new Down(each, { in: width(i), out: width(i + 1), norm }));
    this.ups = split(forUps, levels).map((each, i) => new Up(each, { in: (i === 0 ? 1 : 2) * width(levels - i), out: width(levels - i - 1), norm }));
    this.output = new Conv2d(forOutput, { in: 2 * width(0), out, kernel: 3, padding: 1 });
  }

  /** x: [B, H, W, in] in [-1, 1] -> [B, H, W, out] in [-1, 1]. @throws FigmentError `SHAPE_MISMATCH` */
  forward(x: Tensor, pass: Pass): Tensor {
    this.#requireFits(x);
    const seen = [this.input.forward(x)]; // [B, H / 2^i, W / 2^i, C]
    for (const down of this.downs) seen.push(down.forward(seen.at(-1)!, pass));
    let h = seen.pop()!;
    for (const [i, up] of this.ups.entries()) {
      h = up.forward(h, pass);
      if (i === 0) h = dropout(h, this.#dropout, pass.training ? pass.key : undefined);
      h = concat([h, seen.pop()!], 3);
    }
    const drawn = this.output.forward(relu(h));
    return tanh(this.#residual ? add(drawn, arcTanh(x)) : drawn);
  }

  #requireFits(x: Tensor): void {
    const factor = 2 ** this.downs.length;
    if (x.rank === 4 && x.shape[1]! % factor === 0 && x.shape[2]! % factor === 0) return;
    throw new FigmentError('SHAPE_MISMATCH', `UNet takes [B, H, W, C] with sides that are multiples of ${factor}, for it halves them ${this.downs.length} times, got [${x.shape.join(', ')}].`);
  }
}

interface StepOptions {
  readonly in: number;
  readonly out: number;
  readonly norm: NormName;
}

/** [B, H, W, in] -> [B, H/2, W/2, out]. */
class Down extends Module {
  readonly conv: Conv2d;
  readonly norm: Norm;

  constructor(key: Key, { in: inputs, out, norm }: StepOptions) {
    super();
    const [forConv, forNorm] = split(key, 2);
    this.conv = new Conv2d(forConv, { in: inputs, out, kernel: 4, stride: 2, padding: 1, bias: !swallowsBias(norm) });
    this.norm = normOf(forNorm, norm, out);
  }

  forward(x: Tensor, pass: Pass): Tensor {
    return normalized(this.norm, this.conv.forward(leaky(x)), pass);
  }
}

/** [B, H, W, in] -> [B, 2 H, 2 W, out]. */
class Up extends Module {
  readonly up: Doubling;
  readonly norm: Norm;

  constructor(key: Key, { in: inputs, out, norm }: StepOptions) {
    super();
    const [forUp, forNorm] = split(key, 2);
    this.up = new Doubling(forUp, { in: inputs, out });
    this.norm = normOf(forNorm, norm, out);
  }

  forward(x: Tensor, pass: Pass): Tensor {
    return normalized(this.norm, this.up.forward(relu(x)), pass);
  }
}

/** What tanh makes x of; pure black and white are taken for almost that, where it is finite. */
function arcTanh(x: Tensor): Tensor {
  const inside = clip(x, -0.999, 0.999);
  return mul(log(div(add(inside, 1), sub(1, inside))), 0.5);
}
