import type { AxisMap } from './linear-map.ts';

/** How pixels are made from their neighbours. */
export type ResizeMode = 'nearest' | 'nearest-exact' | 'bilinear' | 'bicubic' | 'area';

export interface AxisResize {
  readonly from: number;
  readonly to: number;
  /** Input places an output place. */
  readonly step: number;
  readonly mode: ResizeMode;
  readonly alignCorners: boolean;
  readonly antialias: boolean;
}

/** The weights of one axis, as PyTorch's `interpolate` has them. */
export function resizeWeights(axis: AxisResize): AxisMap {
  return Array.from({ length: axis.to }, (_, i) => {
    const row = Array.from({ length: axis.from }, () => 0);
    for (const [place, weight] of takesOf(i, axis)) row[place] = (row[place] as number) + weight;
    return row;
  });
}

/** Which input places output place i takes, and how much of each. Places beyond the edge count as the edge. */
function takesOf(i: number, axis: AxisResize): (readonly [place: number, weight: number])[] {
  const { from, step, mode } = axis;
  const last = from - 1;
  switch (mode) {
    case 'nearest':
      return [[Math.min(Math.floor(i * step), last), 1]];
    case 'nearest-exact':
      return [[Math.min(Math.floor((i + 0.5) * step), last), 1]];
    case 'area':
      return averageOf(Math.floor((i * from) / axis.to), Math.ceil(((i + 1) * from) / axis.to));
    case 'bilinear':
    case 'bicubic': {
      if (axis.antialias) return antialiased(i, axis);
      const centre = axis.alignCorners ? i * step : (i + 0.5) * step - 0.5;
      const reach = mode === 'bilinear' ? 1 : 2;
      const source = mode === 'bilinear' ? Math.max(centre, 0) : centre;
      const first = Math.floor(source) - reach + 1;
      return Array.from({ length: 2 * reach }, (_, k) => [Math.min(Math.max(first + k, 0), last), filterOf(mode, -0.75)(source - first - k)] as const);
    }
  }
}

function averageOf(start: number, end: number): (readonly [number, number])[] {
  return Array.from({ length: end - start }, (_, k) => [start + k, 1 / (end - start)] as const);
}

/** The filter as wide as an output place is in the input, so that what is skipped counts too. */
function antialiased(i: number, { from, step, mode }: AxisResize): (readonly [number, number])[] {
  const width = Math.max(step, 1);
  const reach = (mode === 'bilinear' ? 1 : 2) * width;
  const centre = (i + 0.5) * step;
  const start = Math.max(Math.trunc(centre - reach + 0.5), 0);
  const end = Math.min(Math.trunc(centre + reach + 0.5), from);
  const filter = filterOf(mode, -0.5);
  const weights = Array.from({ length: end - start }, (_, k) => filter((start + k - centre + 0.5) / width));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight, k) => [start + k, weight / total] as const);
}

/** The triangle of linear interpolation, or the cubic of Keys 1981, "Cubic convolution interpolation", eq. 15 with slope a. */
function filterOf(mode: ResizeMode, a: number): (distance: number) => number {
  if (mode === 'bilinear') return (distance) => Math.max(1 - Math.abs(distance), 0);
  return (distance) => {
    const x = Math.abs(distance);
    if (x <= 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
  };
}
