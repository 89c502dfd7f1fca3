/** An array of numbers in double precision, row-major: what the references compute with, one element at a time. */
export interface Nd {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export type Index = readonly number[];

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** All places of a shape, the last axis first. */
function* places(shape: readonly number[]): Generator<Index> {
  const size = sizeOf(shape);
  for (let i = 0; i < size; i++) {
    let rest = i;
    yield [...shape].reverse().map((length) => {
      const place = rest % length;
      rest = Math.floor(rest / length);
      return place;
    }).reverse();
  }
}

/** An array from what each of its elements is. */
export function build(shape: readonly number[], f: (index: Index) => number): Nd {
  return { shape, data: Array.from(places(shape), f) };
}

/** The element at a place; where x is shorter, or has an axis of 1, it repeats. */
export function at({ shape, data }: Nd, index: Index): number {
  const own = index.slice(index.length - shape.length);
  return data[shape.reduce((flat, length, axis) => flat * length + (length === 1 ? 0 : own[axis]!), 0)]!;
}

/** The shape that two broadcast to. */
export function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  const padded = (shape: readonly number[]): number[] => [...Array.from({ length: rank - shape.length }, () => 1), ...shape];
  const [left, right] = [padded(a), padded(b)];
  return left.map((length, i) => (length === 1 ? right[i]! : length));
}

/** The sum of f over all places. */
export function total(shape: readonly number[], f: (index: Index) => number): number {
  let sum = 0;
  for (const index of places(shape)) sum += f(index);
  return sum;
}
