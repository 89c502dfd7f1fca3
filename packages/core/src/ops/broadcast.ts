import type { Shape } from '../tensor.ts';

/** The shape that both broadcast to: axes count from the end, and one of length 1 is stretched. Undefined where they don't fit. */
export function broadcastShape(a: Shape, b: Shape): number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const lengths = Array.from({ length: rank }, (_, axis) => {
    const [left, right] = [a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1];
    return left === right || right === 1 ? left : left === 1 ? right : undefined;
  });
  return lengths.every((length) => length !== undefined) ? lengths : undefined;
}
