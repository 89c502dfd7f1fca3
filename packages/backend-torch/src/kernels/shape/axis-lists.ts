/** A list of one entry for each axis (lengths, strides) with another entry at an axis. */
export function replaceAxis(list: readonly number[], axis: number, entry: number): number[] {
  return list.map((each, i) => (i === axis ? entry : each));
}

/** With a new axis before that which is at `axis` now. */
export function insertAxis(list: readonly number[], axis: number, entry: number): number[] {
  return [...list.slice(0, axis), entry, ...list.slice(axis)];
}

/** Without an axis. */
export function removeAxis(list: readonly number[], axis: number): number[] {
  return list.filter((_, i) => i !== axis);
}
