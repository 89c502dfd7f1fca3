import { add, customGrad, matMul, mul, neg, tensor } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import type { Rotary, RotaryScaling, Tower } from '../architecture/architecture.ts';

/** Turns queries and keys by their positions; see `turned`. (A type, so that it is a record of tensors.) */
export type Rotation = {
  /** Of one position, all of its turn: [D, D]. */
  readonly matrix?: Tensor;
  /** Of several, cosines and sines of angles, [T, D], and what turns by 90 degrees, [D, D]. */
  readonly cos?: Tensor;
  readonly sin?: Tensor;
  readonly quarter?: Tensor;
};

/**
 * How a tower's layers turn queries and keys, `time` positions from `from` on: pairs of channels, by an angle that grows with the
 * position. Scores depend on distances alone (Su et al. 2021, arXiv:2104.09864, eq. 16), so positions are counted along the row also
 * where it begins with padding. One rotation serves all layers.
 */
export function rotationOf({ rotary, headWidth }: Pick<Tower, 'rotary' | 'headWidth'>, isLocal: boolean, { from, time }: { readonly from: number; readonly time: number }): Rotation | undefined {
  if (rotary === undefined) return undefined;
  const frequencies = rotaryFrequencies(rotary, rotatedWidth(rotary, headWidth), isLocal);
  const pairs = frequencies.length;
  const angle = (position: number, channel: number): number => (channel < 2 * pairs ? (from + position) * (frequencies[channel % pairs] as number) : 0);
  const table = (rows: number, at: (row: number, column: number) => number): Tensor => {
    const values = new Float32Array(rows * headWidth);
    for (let i = 0; i < values.length; i++) values[i] = at(Math.floor(i / headWidth), i % headWidth);
    return tensor(values, [rows, headWidth]);
  };
  // (x[i], x[i + pairs]) -> (-x[i + pairs], x[i])
  const quarter = (row: number, column: number): number => (column < pairs ? -Number(row === column + pairs) : Number(column < 2 * pairs && row === column - pairs));
  if (time === 1) return { matrix: table(headWidth, (row, column) => quarter(row, column) * Math.sin(angle(0, column)) + Number(row === column) * Math.cos(angle(0, column))) };
  return { cos: table(time, (row, column) => Math.cos(angle(row, column))), sin: table(time, (row, column) => Math.sin(angle(row, column))), quarter: table(headWidth, quarter) };
}

/** x cos + (x turned by 90 degrees) sin, eq. 34; the gradient turns back. x: [B, H, T, D] -> same */
export function turned(x: Tensor, { matrix, cos, sin, quarter }: Rotation): Tensor {
  if (matrix !== undefined) return matMul(x, matrix);
  return customGrad({
    inputs: [x],
    constants: [cos, sin, quarter] as Tensor[],
    forward: ([value]) => turn(value, [cos, sin, quarter] as Tensor[]),
    gradient: ({ upstream, constants: [c, s, q] }) => [turn(upstream, [c, neg(s as Tensor), q] as Tensor[])],
  });
}

function turn(x: Tensor, tables: readonly Tensor[]): Tensor {
  const [cos, sin, quarter] = tables as readonly [Tensor, Tensor, Tensor];
  return add(mul(x, cos), mul(matMul(x, quarter), sin));
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
