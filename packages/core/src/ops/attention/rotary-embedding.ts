import { concat, reverse, split, tensor, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { add, mul, neg } from '../basic/arithmetic.ts';
import { reshape } from '../basic/shape.ts';
import { requireDType, requireOption } from '../check.ts';

/** Options of {@link rotaryEmbedding}. */
export interface RotaryOptions {
  /** Of the T positions of x, or where they start to count (0). */
  readonly positions?: ArrayLike<number> | number | undefined;
  /** Frequency of pair i of d / 2 is base^(-2 i / d) (10,000). */
  readonly base?: number | undefined;
  /** Frequencies of the d / 2 pairs, in radians a position, instead of `base`. */
  readonly frequencies?: ArrayLike<number> | undefined;
  /** `half`: pair i is (x[i], x[i + d/2]), as Llama and NeoX; `interleaved`: (x[2 i], x[2 i + 1]), as GPT-J (half). */
  readonly style?: 'half' | 'interleaved' | undefined;
  /** How many leading channels are rotated; the rest stay (all). */
  readonly width?: number | undefined;
}

/**
 * Turns pairs of channels by an angle that grows with the position. x: [..., T, D] -> the same.
 * Su et al. 2021, arXiv 2104.09864, eq. 34.
 *
 * @throws FigmentError `DTYPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function rotaryEmbedding(x: Tensor, options: RotaryOptions = {}): Tensor {
  requireDType('rotaryEmbedding', 'x', x, 'float32');
  requireOption('rotaryEmbedding', 'the rank of x', x.rank >= 2, 'at least 2', x.rank);
  const [length, channels] = x.shape.slice(-2) as [number, number];
  const { positions = 0, base = 10_000, style = 'half', width = channels, frequencies } = options;
  requireOption('rotaryEmbedding', 'width', Number.isInteger(width) && width > 0 && width % 2 === 0 && width <= channels, `even and at most ${channels}`, width);
  const at = typeof positions === 'number' ? Array.from({ length }, (_, i) => positions + i) : Array.from(positions);
  requireOption('rotaryEmbedding', 'the number of positions', at.length === length, `that of x (${length})`, at.length);
  const pairs = width / 2;
  const rates = frequencies === undefined ? Array.from({ length: pairs }, (_, i) => base ** ((-2 * i) / width)) : Array.from(frequencies);
  requireOption('rotaryEmbedding', 'the number of frequencies', rates.length === pairs, `half the width (${pairs})`, rates.length);
  return tidy(() => {
    const axis = x.rank - 1;
    if (width < channels) {
      const [turned, rest] = split(x, [width, channels - width], axis) as [Tensor, Tensor];
      return concat([turn(turned, at, rates, style), rest], axis);
    }
    return turn(x, at, rates, style);
  });
}

/** x cos + (x turned by 90 degrees) sin. */
function turn(x: Tensor, positions: readonly number[], rates: readonly number[], style: 'half' | 'interleaved'): Tensor {
  const [length, width] = x.shape.slice(-2) as [number, number];
  const pairOf = (channel: number): number => (style === 'half' ? channel % (width / 2) : channel >> 1);
  const table = (f: (angle: number) => number): Tensor =>
    tensor(Float32Array.from({ length: length * width }, (_, i) => f((positions[Math.floor(i / width)] as number) * (rates[pairOf(i % width)] as number))), [length, width]);
  return add(mul(x, table(Math.cos)), mul(quarterTurn(x, style), table(Math.sin)));
}

/** (a, b) -> (-b, a) for each pair. */
function quarterTurn(x: Tensor, style: 'half' | 'interleaved'): Tensor {
  const width = x.shape.at(-1) as number;
  const rows = reshape(x, [-1, width]);
  if (style === 'half') {
    const [a, b] = split(rows, 2, 1) as [Tensor, Tensor];
    return reshape(concat([neg(b), a], 1), x.shape);
  }
  const swapped = reverse(reshape(rows, [-1, width / 2, 2]), 2); // (a, b) -> (b, a)
  return reshape(mul(swapped, tensor([-1, 1])), x.shape);
}
