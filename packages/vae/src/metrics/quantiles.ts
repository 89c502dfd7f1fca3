/**
 * Quantiles of a sample, by linear interpolation between its order statistics (Hyndman and Fan 1996, definition 7; NumPy's default).
 *
 * @param levels 0 to 1.
 */
export function quantiles(values: ArrayLike<number>, levels: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  return levels.map((level) => between(sorted, level * (sorted.length - 1)));
}

/** The value at a fractional index. */
export function between(values: ArrayLike<number>, index: number): number {
  const low = Math.floor(index), high = Math.min(low + 1, values.length - 1);
  return values[low]! + (index - low) * (values[high]! - values[low]!);
}
