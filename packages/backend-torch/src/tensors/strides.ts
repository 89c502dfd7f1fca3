/** How far apart neighbours on each axis lie, row by row: [2, 3, 4] -> [12, 4, 1]. In elements. */
export function rowMajor(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis]!;
  }
  return strides;
}

/** Whether elements lie row by row without gaps; axes of one element have no say. */
export function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== step) return false;
    step *= shape[axis]!;
  }
  return true;
}

/** How many elements a shape has. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

/** Whether elements lie without gaps or overlaps, in whatever order of the axes. */
export function isDense(shape: readonly number[], strides: readonly number[]): boolean {
  let step = 1;
  for (const axis of shape.map((_, axis) => axis).filter((axis) => shape[axis] !== 1).sort((a, b) => strides[a]! - strides[b]!)) {
    if (strides[axis] !== step) return false;
    step *= shape[axis]!;
  }
  return true;
}
