/** How far apart the losses of one model lie on several backends. */
export interface Agreement {
  readonly model: string;
  /** Between any two backends, after the last step. */
  readonly atEnd: number;
  /** Between any two backends, at the step where it is largest. */
  readonly largest: number;
  /** From 1. */
  readonly largestAtStep: number;
  /** Whether no two differ by more than is allowed, at any step. */
  readonly agrees: boolean;
}

/** `losses`: of each backend, one number a step. A loss that is missing or not finite agrees with nothing. */
export function compare(model: string, losses: readonly (readonly number[])[], tolerance: number): Agreement {
  const steps = Math.max(...losses.map(({ length }) => length));
  const apart = Array.from({ length: steps }, (_, i) => {
    const values = losses.map((list) => list[i] ?? NaN);
    const distance = Math.max(...values) - Math.min(...values);
    return Number.isNaN(distance) ? Infinity : distance;
  });
  const largest = Math.max(...apart);
  return { model, atEnd: apart.at(-1) ?? Infinity, largest, largestAtStep: apart.indexOf(largest) + 1, agrees: largest <= tolerance };
}
