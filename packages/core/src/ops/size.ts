import type { Shape } from '../tensor.ts';

/** How many values a tensor of this shape holds. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);
