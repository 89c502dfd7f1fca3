import { add, customGrad, matMul, mul, neg, tensor } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import type { Rotary, RotaryScaling, Tower } from '../architecture/architecture.ts';
import type { Rotation } from './attention.ts';

/**
 * How a tower's layers turn queries and keys, `time` positions from `from` on: pairs of channels, by an angle that grows with the
 * position. Scores depend on distances alone (Su et al. 2021, arXiv:2104.09864, eq. 16), so positions are counted along the row also
 * where it begins with padding. What it is made of serves all layers.
 */
export function rotationOf({ rotary, headWidth }: Pick<Tower, 'rotary' | 'headWidth'>, isLocal: boolean, { from, time }: { readonly from: number; readonly time: number }): Rotation | undefined {
  if (rotary === undefined) return undefined;
  const frequencies = rotaryFrequencies(rotary, rotatedWidth(rotary, headWidth), isLocal);
  const angle = (position: number, channel: number): number => (channel < 2 * frequencies.length ? (from + position) * (frequencies[channel % frequencies.length] as number) : 0);
  const quarter = quarterTurn(headWidth, frequencies.length);
  if (time === 1) {
    // One position turns by one matrix: cos on the diagonal, sin beside.
    const turn = quarter.map((sign, i) => sign * Math.sin(angle(0, i % headWidth)) + (i % (headWidth + 1) === 0 ? Math.cos(angle(0, i % headWidth)) : 0));
    const matrix = tensor(Float32Array.from(turn), [headWidth, headWidth]);
    return (x) => matMul(x, matrix);
  }
  const table = (f: (angle: number) => number): Tensor => {
    const values = new Float32Array(time * headWidth);
    for (let i = 0; i < values.length; i++) values[i] = f(angle(Math.floor(i / headWidth), i % headWidth));
    return tensor(values, [time, headWidth]);
  };
  return turnsBy(table(Math.cos), table(Math.sin), tensor(Float32Array.from(quarter), [headWidth, headWidth]));
}

/** x cos + (x turned by 90 degrees) sin, eq. 34; its gradient turns back. x: [B, H, T, D], cos, sin: [T, D], quarter: [D, D] */
function turnsBy(cos: Tensor, sin: Tensor, quarter: Tensor): Rotation {
  const turn = (x: Tensor, [c, s, q]: readonly Tensor[]): Tensor => add(mul(x, c as Tensor), mul(matMul(x, q as Tensor), s as Tensor));
  return (x) =>
    customGrad({
      inputs: [x],
      constants: [cos, sin, quarter],
      forward: ([value]) => turn(value, [cos, sin, quarter]),
      gradient: ({ upstream, constants: [c, s, q] }) => [turn(upstream, [c as Tensor, neg(s as Tensor), q as Tensor])],
    });
}

/** The matrix, row by row, that turns pairs (x[i], x[i + pairs]) into (-x[i + pairs], x[i]), and makes the channels beyond 0. */
function quarterTurn(width: number, pairs: number): number[] {
  return Array.from({ length: width * width }, (_, at) => {
    const [from, to] = [Math.floor(at / width), at % width];
    if (to < pairs) return from === to + pairs ? -1 : 0;
    return to < 2 * pairs && from === to - pairs ? 1 : 0;
  });
}

/** How many channels of a head are turned. */
export function rotatedWidth({ fraction }: Rotary, headWidth: number): number {
  return Math.floor(headWidth * fraction);
}

/** base^(-2 i / width), scaled where that is asked: radians a position of each pair of channels. */
export function rotaryFrequencies({ base, localBase, scaling }: Rotary, width: number, isLocal: boolean): number[] {
  const hasOwnBase = isLocal && localBase !== undefined;
  const plain = Array.from({ length: width / 2 }, (_, i) => (hasOwnBase ? localBase : base) ** ((-2 * i) / width));
  return scaling === undefined || hasOwnBase ? plain : plain.map((frequency) => scaled(frequency, scaling));
}

/** Position interpolation, Chen et al. 2023, arXiv:2306.15595; by wavelengths as Llama 3.1, arXiv:2407.21783, section 3.4.2. */
function scaled(frequency: number, scaling: RotaryScaling): number {
  const slow = frequency / scaling.factor;
  if (scaling.kind === 'linear') return slow;
  const { lowFrequency, highFrequency, originalContext } = scaling;
  const turns = (originalContext * frequency) / (2 * Math.PI); // in the context it was trained with
  const blend = Math.min(1, Math.max(0, (turns - lowFrequency) / (highFrequency - lowFrequency)));
  return (1 - blend) * slow + blend * frequency;
}
