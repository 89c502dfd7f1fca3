/** Points of the same dimension, one after the other. */
export interface Points {
  readonly data: Float32Array | Float64Array;
  readonly count: number;
  readonly dimension: number;
}

/** Mean and variance along each axis. */
export function axisStatistics({ data, count, dimension }: Points): { mean: Float64Array; variance: Float64Array } {
  const mean = new Float64Array(dimension), variance = new Float64Array(dimension);
  for (let i = 0; i < data.length; i++) mean[i % dimension]! += data[i]! / count;
  for (let i = 0; i < data.length; i++) variance[i % dimension]! += (data[i]! - mean[i % dimension]!) ** 2 / count;
  return { mean, variance };
}

/** The squared distance of point i to a centre. */
export function squaredDistance({ data, dimension }: Points, i: number, centre: ArrayLike<number>, from = 0): number {
  let distance = 0;
  for (let d = 0; d < dimension; d++) distance += (data[i * dimension + d]! - centre[from + d]!) ** 2;
  return distance;
}
