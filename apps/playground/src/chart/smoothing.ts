/**
 * Exponential moving average, corrected for its start (Kingma & Ba 2015, section 3): the first value is not over-weighted.
 *
 * @param weight of what came before, from 0 (off) to below 1
 */
export function smoothed(values: readonly (number | null)[], weight: number): (number | null)[] {
  if (weight <= 0) return [...values];
  let average = 0;
  let total = 0;
  return values.map((value) => {
    if (value === null || !Number.isFinite(value)) return null;
    average = weight * average + (1 - weight) * value;
    total = weight * total + (1 - weight);
    return average / total;
  });
}
