import type { Shape, Tensor } from '@figment/core';
import { concat, reshape, slice, transpose } from '@figment/core/ops';

/** How weights of ours lie in one of theirs. */
export interface Packing {
  /** Matrices are [out, in] there. */
  readonly isTransposed: boolean;
  /** How many there are; they lie side by side along `out`. */
  readonly parts: number;
  /** How often they come in turn. */
  readonly turns: number;
  /** The shape there. */
  readonly shape: Shape;
}

/** The shape that a weight of ours has there. */
export function packedShape(shape: Shape, { isTransposed, parts }: Pick<Packing, 'isTransposed' | 'parts'>): Shape {
  const wide = [...shape.slice(0, -1), shape.at(-1)! * parts];
  return isTransposed && wide.length === 2 ? wide.reverse() : wide;
}

/** Ours, [in, out] or [out] each, as theirs. */
export function pack(ours: readonly Tensor[], { isTransposed, turns, shape }: Packing): Tensor {
  const [first] = ours as readonly [Tensor];
  const inTurn = ours.map((each) => reshape(each, [...first.shape.slice(0, -1), turns, -1])); // [in, out] -> [in, turns, out / turns]
  const wide = ours.length === 1 ? first : reshape(concat(inTurn, -1), [...first.shape.slice(0, -1), -1]); // -> [in, parts * out]
  return reshape(isTransposed && wide.rank === 2 ? transpose(wide) : wide, [...shape]);
}

/** One of ours, of the shape `like`, out of theirs. */
export function unpack(theirs: Tensor, part: number, like: Shape, { isTransposed, parts, turns }: Packing): Tensor {
  const wide = isTransposed && theirs.rank === 2 ? transpose(theirs) : theirs; // -> [in, parts * out]
  if (parts === 1) return reshape(wide, [...like]);
  const width = like.at(-1)! / turns;
  const inTurn = reshape(wide, [-1, turns, parts * width]);
  return reshape(slice(inTurn, [0, 0, part * width], [-1, -1, width]), [...like]);
}
