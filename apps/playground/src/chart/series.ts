/** A curve over steps that stays small: when it grows beyond a bound, neighbours are averaged in pairs. */
export interface Curve {
  readonly steps: readonly number[];
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
  /** How many steps one point stands for. */
  readonly stride: number;
  /** Points seen since the last full one; `count` of them. */
  readonly pending: { readonly count: number; readonly step: number; readonly sums: Readonly<Record<string, number>> };
}

export const bound = 2000;
export const emptyCurve: Curve = { steps: [], values: {}, stride: 1, pending: { count: 0, step: 0, sums: {} } };

/** Joins points in the order of their steps. */
export function extended(curve: Curve, points: readonly { readonly step: number; readonly values: Readonly<Record<string, number>> }[]): Curve {
  const steps = [...curve.steps];
  const values: Record<string, (number | null)[]> = Object.fromEntries(Object.entries(curve.values).map(([name, list]) => [name, [...list]]));
  let { count, sums } = { count: curve.pending.count, sums: { ...curve.pending.sums } };
  let last = curve.pending.step;
  let stride = curve.stride;
  for (const point of points) {
    count++;
    last = point.step;
    for (const [name, value] of Object.entries(point.values)) sums[name] = (sums[name] ?? 0) + value;
    if (count < stride) continue;
    for (const name of Object.keys(sums)) values[name] ??= new Array<number | null>(steps.length).fill(null);
    for (const [name, list] of Object.entries(values)) list.push(name in sums ? (sums[name] ?? 0) / count : null);
    steps.push(last);
    count = 0;
    sums = {};
    if (steps.length >= bound) {
      halve(steps, values);
      stride *= 2;
    }
  }
  return { steps, values, stride, pending: { count, step: last, sums } };
}

function halve(steps: number[], values: Record<string, (number | null)[]>): void {
  const half = Math.floor(steps.length / 2);
  for (let i = 0; i < half; i++) {
    steps[i] = steps[2 * i + 1] ?? 0;
    for (const list of Object.values(values)) {
      const [a, b] = [list[2 * i] ?? null, list[2 * i + 1] ?? null];
      list[i] = a === null || b === null ? b ?? a : (a + b) / 2;
    }
  }
  steps.length = half;
  for (const list of Object.values(values)) list.length = half;
}

/** The curve up to a step. */
export function cutAfter(curve: Curve, step: number): Curve {
  const count = curve.steps.findLastIndex((each) => each <= step) + 1;
  return {
    ...curve,
    steps: curve.steps.slice(0, count),
    values: Object.fromEntries(Object.entries(curve.values).map(([name, list]) => [name, list.slice(0, count)])),
    pending: emptyCurve.pending,
  };
}
